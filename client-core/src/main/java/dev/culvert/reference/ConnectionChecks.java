// SPDX-License-Identifier: Apache-2.0
package dev.culvert.reference;

import dev.culvert.directive.Finding.Code;
import dev.culvert.directive.Release;
import dev.culvert.directive.Statement;
import java.util.List;
import java.util.Optional;

/** What must fit together for one remote. */
final class ConnectionChecks {
  private static final List<String> MANAGED =
      List.of(
          "management-client",
          "management-query-passwords",
          "management-query-proxy",
          "management-query-remote",
          "management-hold",
          "management-signal",
          "management-forget-disconnect",
          "management-up-down",
          "management-client-auth",
          "management-external-key",
          "management-external-cert",
          "management-client-user",
          "management-client-group");

  private static final String LOG_CACHE = "management-log-cache";
  private static final int DEFAULT_LOG_CACHE = 250;

  private final Options options;
  private final Connection connection;
  private final Check check;

  ConnectionChecks(Options options, Connection connection, Check check) {
    this.options = options;
    this.connection = connection;
    this.check = check;
  }

  void check() {
    device();
    addresses();
    binding();
    management();
    transport();
    if (options.isServer()) {
      new ServerChecks(options, connection, check).ofServer();
    } else {
      new ServerChecks(options, connection, check).ofOthers();
    }
  }

  private void device() {
    check.error(
        options.release() == Release.V2_6 && !options.has("dev"),
        options.whole(),
        "dev",
        Code.MISSING,
        "dev expected, none found");
    conflict(
        connection.proto().matches("tcp[46]?")
            && (options.release() == Release.V2_6 || !options.hasTls()),
        "proto",
        "tcp-client or tcp-server for an end that does not pull expected, tcp found");
    conflict(
        options.has("lladdr") && !isTap(), "lladdr", "only tap devices have a hardware address");
    conflict(
        connection.has("tun-mtu") && connection.has("link-mtu"),
        "link-mtu",
        "link-mtu and tun-mtu cannot be used together");
    conflict(
        !connection.isUdp() && options.has("mtu-test"), "mtu-test", "it only works with proto udp");
  }

  private boolean isTap() {
    String type = options.value("dev-type");
    return (type.isEmpty() ? options.value("dev") : type).startsWith("tap");
  }

  private void addresses() {
    String local = connection.last("local").map(line -> line.arg(0, "")).orElse("");
    String host = connection.host();
    String first = options.last("ifconfig").map(line -> line.arg(0, "")).orElse("");
    String second = options.last("ifconfig").map(line -> line.arg(1, "")).orElse("");
    conflict(
        same(local, host) && same(connection.localPort(), connection.port()),
        "local",
        "another address than that of the remote expected");
    conflict(
        same(host, first) || same(host, second),
        "ifconfig",
        "other addresses than that of the remote expected");
    conflict(
        same(local, first) || same(local, second),
        "ifconfig",
        "other addresses than that of local expected");
    conflict(same(first, second), "ifconfig", "two different addresses expected");
  }

  private static boolean same(String one, String other) {
    return !one.isEmpty() && one.equals(other);
  }

  private void binding() {
    boolean binds = connection.binds();
    conflict(connection.has("bind") && !binds, "bind", "bind and nobind cannot be used together");
    conflict(
        connection.has("local") && !binds, "local", "local and nobind cannot be used together");
    conflict(
        connection.hasLocalPort() && !binds, "lport", "lport and nobind cannot be used together");
    conflict(
        !connection.hasRemote() && !binds,
        "nobind",
        "a port to wait on expected where there is no remote");
  }

  private void management() {
    Optional<Statement> line = options.last("management");
    for (String name : MANAGED) {
      check.error(
          line.isEmpty() && options.has(name),
          options.at(name),
          name,
          Code.MISSING,
          "management expected beside it, none found");
    }
    check.error(
        line.isEmpty()
            && options.has(LOG_CACHE)
            && Numbers.lenient(options.value(LOG_CACHE)) != DEFAULT_LOG_CACHE,
        options.at(LOG_CACHE),
        LOG_CACHE,
        Code.MISSING,
        "management expected beside it, none found");
    check.error(
        line.isPresent()
            && options.hasAny("management-client-user", "management-client-group")
            && !line.get().arg(1, "").equals("unix"),
        options.at("management"),
        "management",
        Code.CONFLICT,
        "a unix socket expected with management-client-user or -group");
  }

  private void transport() {
    boolean proxy = connection.has("http-proxy");
    conflict(
        connection.has("fragment") && !connection.isUdp(),
        "fragment",
        "fragment only works with proto udp");
    check.error(
        connection.isTcpClient() && !connection.hasRemote(),
        connection.at("proto"),
        "remote",
        Code.MISSING,
        "a remote with proto tcp-client expected, none found");
    conflict(
        proxy && !connection.isTcpClient(), "http-proxy", "http-proxy only works with tcp-client");
    check.error(
        !proxy && (connection.has("http-proxy-option") || options.has("http-proxy-user-pass")),
        connection.at("http-proxy-option"),
        "http-proxy-option",
        Code.MISSING,
        "http-proxy expected beside it, none found");
    conflict(
        proxy && connection.has("socks-proxy"),
        "socks-proxy",
        "http-proxy and socks-proxy cannot be used together");
    conflict(
        connection.has("socks-proxy") && connection.isTcpServer(),
        "socks-proxy",
        "socks-proxy does not work with tcp-server");
    conflict(
        connection.isTcpServer() && options.connections().size() > 1,
        "remote",
        "at most one remote with tcp-server expected, more found");
  }

  private void conflict(boolean wrong, String directive, String message) {
    check.error(wrong, connection.at(directive), directive, Code.CONFLICT, message);
  }
}
