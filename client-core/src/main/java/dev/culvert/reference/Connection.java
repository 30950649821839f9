// SPDX-License-Identifier: Apache-2.0
package dev.culvert.reference;

import dev.culvert.directive.Release;
import dev.culvert.directive.Source;
import dev.culvert.directive.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One way to the peer: a remote, if there is one, with the options that count for it. */
final class Connection {
  private static final String PORT = "1194";

  private final Options options;
  private final Map<String, List<Statement>> own;
  private final Optional<Statement> remote;

  Connection(Options options, Map<String, List<Statement>> own, Optional<Statement> remote) {
    this.options = options;
    this.own = own;
    this.remote = remote;
  }

  Optional<Statement> last(String name) {
    return own.getOrDefault(name, List.of()).stream().reduce((a, b) -> b);
  }

  boolean has(String name) {
    return own.containsKey(name);
  }

  boolean hasRemote() {
    return remote.isPresent();
  }

  String host() {
    return remote.map(line -> line.arg(0, "")).orElse("");
  }

  String port() {
    return remote
        .filter(line -> line.count() > 1)
        .map(line -> line.arg(1, ""))
        .orElseGet(() -> later("port", "rport"));
  }

  String localPort() {
    return later("port", "lport");
  }

  private String later(String one, String other) {
    Optional<Statement> first = last(one);
    Optional<Statement> second = last(other);
    if (first.isPresent() && second.isPresent()) {
      boolean firstWins = position(first.get()) > position(second.get());
      return (firstWins ? first : second).get().arg(0, PORT);
    }
    return first.or(() -> second).map(line -> line.arg(0, PORT)).orElse(PORT);
  }

  private static int position(Statement statement) {
    return statement.source().lineNumber().orElse(0);
  }

  /** The protocol's word, with {@code tcp} made plain where the mode says which it is. */
  String proto() {
    String word =
        remote
            .filter(line -> line.count() > 2)
            .map(line -> line.arg(2, ""))
            .orElseGet(() -> last("proto").map(line -> line.arg(0, "udp")).orElse("udp"));
    if (word.matches("tcp[46]?")) {
      if (options.hasAny("server", "server-ipv6", "server-bridge")) {
        return word + "-server";
      }
      return options.has("client") ? word + "-client" : word;
    }
    return word;
  }

  boolean isUdp() {
    return proto().startsWith("udp");
  }

  boolean isTcpClient() {
    return proto().endsWith("-client");
  }

  boolean isTcpServer() {
    return proto().endsWith("-server");
  }

  boolean hasLocalPort() {
    Optional<Statement> lport = last("lport");
    // From 2.7 on, 0 is the same as none.
    return lport.isPresent()
        && (options.release() == Release.V2_6 || !lport.get().arg(0, "").equals("0"));
  }

  boolean binds() {
    if (has("nobind")) {
      return false;
    }
    return !(isTcpClient() || options.pulls()) || has("local") || hasLocalPort() || has("bind");
  }

  /** Where the directive stands, or the remote, or the profile. */
  Source at(String name) {
    return last(name).or(() -> remote).map(Statement::source).orElse(options.whole());
  }
}
