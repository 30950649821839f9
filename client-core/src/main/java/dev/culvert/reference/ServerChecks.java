// SPDX-License-Identifier: Apache-2.0
package dev.culvert.reference;

import dev.culvert.directive.Finding.Code;
import dev.culvert.directive.Release;
import java.util.List;

/** What a server for many clients must not say, and what only it may. */
final class ServerChecks {
  private static final List<String> OF_CLIENTS =
      List.of(
          "pull",
          "remote",
          "nobind",
          "http-proxy",
          "socks-proxy",
          "shaper",
          "ipchange",
          "redirect-gateway",
          "redirect-private",
          "route-delay",
          "up-delay",
          "allow-recursive-routing",
          "auth-user-pass");

  /** In the order in which they are checked; 2.7 no longer checks opt-verify. */
  private static final List<String> OF_SERVERS =
      List.of(
          "ifconfig-pool",
          "ifconfig-pool-persist",
          "ifconfig-ipv6-pool",
          "hash-size",
          "learn-address",
          "client-connect",
          "client-crresponse",
          "client-disconnect",
          "client-config-dir",
          "ccd-exclusive",
          "client-to-client",
          "duplicate-cn",
          "connect-freq",
          "verify-client-cert",
          "username-as-common-name",
          "auth-user-pass-optional",
          "opt-verify",
          "auth-user-pass-verify",
          "auth-gen-token",
          "port-share",
          "stale-routes-check",
          "vlan-tagging",
          "vlan-accept",
          "force-tls-key-material-export");

  private final Options options;
  private final Connection connection;
  private final Check check;

  ServerChecks(Options options, Connection connection, Check check) {
    this.options = options;
    this.connection = connection;
    this.check = check;
  }

  void ofServer() {
    for (String name : OF_CLIENTS) {
      conflict(options.has(name), name, name + " cannot be used with mode server");
    }
    conflict(
        options.hasBlocks(), "connection", "connection blocks cannot be used with mode server");
    conflict(
        !connection.isUdp() && !connection.isTcpServer(),
        "proto",
        "udp or tcp-server expected with mode server");
    check.error(
        !options.isTlsServer(),
        options.at("mode"),
        "mode",
        Code.MISSING,
        "tls-server expected with mode server, none found");
    conflict(
        options.has("ccd-exclusive") && !options.has("client-config-dir"),
        "ccd-exclusive",
        "client-config-dir expected beside it, none found");
    conflict(
        options.has("vlan-accept")
            && !options.value("vlan-accept").equals("all")
            && !options.has("vlan-tagging"),
        "vlan-accept",
        "vlan-tagging expected beside it, none found");
    conflict(
        options.has("vlan-pvid")
            && Numbers.lenient(options.value("vlan-pvid")) != 1
            && !options.has("vlan-tagging"),
        "vlan-pvid",
        "vlan-tagging expected beside it, none found");
    conflict(
        options.has("server") && options.has("ifconfig-pool"),
        "ifconfig-pool",
        "server and ifconfig-pool cannot be used together");
  }

  void ofOthers() {
    for (String name : OF_SERVERS) {
      boolean checked = !name.equals("opt-verify") || options.release() == Release.V2_6;
      check.error(
          checked && options.has(name) && !isOff(name),
          options.at(name),
          name,
          Code.SERVER_ONLY,
          "it only works with mode server");
    }
  }

  /** Said, but the same as not said. */
  private boolean isOff(String name) {
    if (name.equals("connect-freq")) {
      return options.last(name).stream()
          .flatMap(line -> line.line().args().stream())
          .allMatch(word -> Numbers.lenient(word) == 0);
    }
    if (name.equals("vlan-accept")) {
      return options.release() == Release.V2_6 || options.value(name).equals("all");
    }
    return name.equals("verify-client-cert")
        && List.of("", "require").contains(options.value(name));
  }

  private void conflict(boolean wrong, String directive, String message) {
    check.error(wrong, options.at(directive), directive, Code.CONFLICT, message);
  }
}
