// SPDX-License-Identifier: Apache-2.0
package dev.culvert.reference;

import dev.culvert.directive.DirectiveTable;
import dev.culvert.directive.Release;
import dev.culvert.directive.Source;
import dev.culvert.directive.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The statements of a profile by name; aliases stand under the name they are an alias of. */
final class Options {
  private final List<Statement> statements;
  private final Map<String, List<Statement>> byName = new HashMap<>();
  private final Release release;
  private final Source whole;

  Options(List<Statement> statements, Release release, Source whole) {
    this.statements = List.copyOf(statements);
    this.release = release;
    this.whole = whole;
    for (Statement statement : statements) {
      if (!statement.inConnection()) {
        byName.computeIfAbsent(name(statement), key -> new ArrayList<>()).add(statement);
      }
    }
  }

  static String name(Statement statement) {
    return DirectiveTable.named(statement.name()).orElseThrow().name();
  }

  Release release() {
    return release;
  }

  boolean has(String name) {
    return byName.containsKey(name);
  }

  boolean hasAny(String... names) {
    for (String name : names) {
      if (has(name)) {
        return true;
      }
    }
    return false;
  }

  List<Statement> each(String name) {
    return byName.getOrDefault(name, List.of());
  }

  Optional<Statement> last(String name) {
    return each(name).stream().reduce((a, b) -> b);
  }

  /** The first argument of the last such line, empty when there is none. */
  String value(String name) {
    return last(name).map(statement -> statement.arg(0, "")).orElse("");
  }

  /** Where that directive stands, or the profile as a whole. */
  Source at(String name) {
    return last(name).map(Statement::source).orElse(whole);
  }

  Source whole() {
    return whole;
  }

  /** What file names are relative to: OpenVPN opens files when everything is read. */
  String directory() {
    return statements.isEmpty() ? "" : statements.getLast().directory();
  }

  boolean isServer() {
    return value("mode").equals("server") || hasAny("server", "server-ipv6", "server-bridge");
  }

  boolean pulls() {
    return hasAny("client", "pull");
  }

  boolean isTlsClient() {
    return hasAny("client", "tls-client");
  }

  boolean isTlsServer() {
    return hasAny("tls-server", "server", "server-ipv6", "server-bridge");
  }

  boolean hasTls() {
    return isTlsClient() || isTlsServer();
  }

  boolean hasBlocks() {
    return each("connection").stream().anyMatch(block -> block.line().inline() != null);
  }

  /**
   * The remotes with the options that count for each: the blocks, or without one the {@code remote}
   * lines, or one without a remote.
   */
  List<Connection> connections() {
    if (hasBlocks()) {
      return blocks();
    }
    List<Connection> all = new ArrayList<>();
    for (Statement remote : each("remote")) {
      all.add(new Connection(this, byName, Optional.of(remote)));
    }
    return all.isEmpty() ? List.of(new Connection(this, byName, Optional.empty())) : all;
  }

  private List<Connection> blocks() {
    List<Connection> all = new ArrayList<>();
    int block = 0;
    Map<String, List<Statement>> above = new HashMap<>();
    for (Statement statement : statements) {
      if (name(statement).equals("connection") && statement.line().inline() != null) {
        all.add(block(block++, above));
      } else if (!statement.inConnection()) {
        above.computeIfAbsent(name(statement), key -> new ArrayList<>()).add(statement);
      }
    }
    return all;
  }

  private Connection block(int index, Map<String, List<Statement>> above) {
    Map<String, List<Statement>> own = new HashMap<>(above);
    own.remove("remote");
    List<String> wraps = List.of("tls-auth", "tls-crypt", "tls-crypt-v2");
    for (Statement statement : statements) {
      if (statement.connection() == index) {
        own.put(name(statement), List.of(statement));
      }
    }
    boolean ownWrap =
        statements.stream().anyMatch(s -> s.connection() == index && wraps.contains(name(s)));
    for (String wrap : wraps) {
      boolean ofBlock =
          own.getOrDefault(wrap, List.of()).stream().anyMatch(s -> s.connection() == index);
      if (ownWrap && !ofBlock) {
        own.remove(wrap);
      } else if (!ownWrap && has(wrap)) {
        own.put(wrap, each(wrap));
      }
    }
    Optional<Statement> remote = own.getOrDefault("remote", List.of()).stream().reduce((a, b) -> b);
    return new Connection(this, own, remote);
  }
}
