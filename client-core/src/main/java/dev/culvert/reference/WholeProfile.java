// SPDX-License-Identifier: Apache-2.0
package dev.culvert.reference;

import dev.culvert.directive.FileResolver;
import dev.culvert.directive.Finding;
import dev.culvert.directive.Finding.Code;
import dev.culvert.directive.Release;
import dev.culvert.directive.Statement;
import java.util.List;
import java.util.Optional;

/** What options must say together (openvpn-config 1.5, 1.6), in the reference's order. */
final class WholeProfile {
  private final Options options;
  private final FileResolver files;
  private final Check check = new Check();

  WholeProfile(Options options, FileResolver files) {
    this.options = options;
    this.files = files;
  }

  List<Finding> errors() {
    return check.errors();
  }

  List<Finding> warnings() {
    return check.warnings();
  }

  void check() {
    FileChecks named = new FileChecks(options, files, check);
    named.plugins();
    blocks();
    helpers();
    ciphers();
    for (Connection connection : options.connections()) {
      new ConnectionChecks(options, connection, check).check();
    }
    new TlsChecks(options, check).check();
    named.check();
    new Warnings(options, check).check();
  }

  private void blocks() {
    if (!options.hasBlocks()) {
      return;
    }
    List<Statement> starts =
        options.each("connection").stream().filter(line -> line.line().inline() != null).toList();
    List<Connection> connections = options.connections();
    for (int i = 0; i < starts.size(); i++) {
      check.error(
          !connections.get(i).hasRemote(),
          starts.get(i).source(),
          "connection",
          Code.MISSING,
          "a remote in the block expected, none found");
    }
  }

  private void helpers() {
    for (String helper : List.of("server-ipv6", "server", "server-bridge")) {
      check.error(
          options.has(helper) && options.has("client"),
          options.at(helper),
          helper,
          Code.CONFLICT,
          helper + " and client cannot be used together");
    }
    keepalive();
    check.error(
        options.release() == Release.V2_6 && options.isTlsServer() && !options.has("dh"),
        options.whole(),
        "dh",
        Code.MISSING,
        "dh expected with tls-server, none found");
    compression();
    DnsRules.withoutAddress(options.each("dns"))
        .ifPresent(
            line ->
                check.error(
                    true, line.source(), "dns", Code.MISSING, "an address of the server expected"));
  }

  private void compression() {
    boolean compresses =
        (options.has("comp-lzo") && !options.value("comp-lzo").equals("no"))
            || List.of("lzo", "lz4", "lz4-v2").contains(options.value("compress"));
    check.error(
        compresses && options.value("allow-compression").equals("no"),
        options.at("allow-compression"),
        "allow-compression",
        Code.CONFLICT,
        "allow-compression no and compression cannot be used together");
  }

  private void keepalive() {
    Optional<Statement> line = options.last("keepalive");
    if (line.isEmpty()) {
      return;
    }
    int interval = Numbers.lenient(line.get().arg(0, ""));
    int timeout = Numbers.lenient(line.get().arg(1, ""));
    boolean given = interval != 0 || timeout != 0;
    check.error(
        given && (interval <= 0 || timeout <= 0),
        line.get().source(),
        "keepalive",
        Code.VALUE,
        "seconds expected, both at least 1");
    check.error(
        interval > 0 && timeout > 0 && timeout < 2 * interval,
        line.get().source(),
        "keepalive",
        Code.VALUE,
        "a time-out of at least twice the interval expected");
    check.error(
        isSet("ping") || isSet("ping-restart") || isSet("ping-exit"),
        line.get().source(),
        "keepalive",
        Code.CONFLICT,
        "keepalive cannot be used together with ping, ping-restart or ping-exit");
  }

  /** A value of 0 is the same as no line. */
  private boolean isSet(String name) {
    return options.has(name) && Numbers.lenient(options.value(name)) != 0;
  }

  private void ciphers() {
    Optional<Statement> line = options.last("data-ciphers");
    if (line.isPresent()) {
      Optional<String> bad = CipherNames.firstUnknown(line.get().arg(0, ""), options.release());
      check.error(
          bad.isPresent(), line.get().source(), line.get().name(), Code.VALUE, bad.orElse(""));
    }
  }
}
