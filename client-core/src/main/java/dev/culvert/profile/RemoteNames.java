// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.directive.Statement;
import dev.culvert.directive.StatementReader.Entry;
import dev.culvert.profile.ProfileVerdict.NamedRemote;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Remotes and ciphers as a profile names them, read as far as they can be, right or wrong. */
record RemoteNames(List<NamedRemote> remotes, List<String> ciphers) {
  private static final List<String> DEFAULT_CIPHERS =
      List.of("AES-256-GCM", "AES-128-GCM", "CHACHA20-POLY1305");

  /** What a remote that does not say everything itself takes the rest from. */
  private static final Set<String> NAMING = Set.of("port", "rport", "proto");

  RemoteNames {
    remotes = List.copyOf(remotes);
    ciphers = List.copyOf(ciphers);
  }

  static RemoteNames of(List<Entry> entries) {
    List<Statement> statements = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry instanceof Entry.Read(Statement statement) && statement.line().inline() == null) {
        statements.add(statement);
      }
    }
    return new RemoteNames(remotes(statements), ciphers(statements));
  }

  private static List<NamedRemote> remotes(List<Statement> statements) {
    boolean blocks = statements.stream().anyMatch(Statement::inConnection);
    boolean client = statements.stream().anyMatch(s -> s.name().matches("client|pull"));
    List<Statement> named =
        statements.stream().filter(s -> NAMING.contains(s.name()) && s.count() > 0).toList();
    List<NamedRemote> remotes = new ArrayList<>();
    for (Statement remote : statements) {
      if (remote.name().equals("remote") && remote.count() > 0 && remote.inConnection() == blocks) {
        remotes.add(
            new NamedRemote(
                remote.arg(0, ""),
                remote.arg(1, other(named, remote, "1194", "port", "rport")),
                proto(remote.arg(2, other(named, remote, "udp", "proto", "proto")), client)));
      }
    }
    return remotes;
  }

  private static String proto(String word, boolean client) {
    return client && word.matches("tcp[46]?") ? word + "-client" : word;
  }

  /** The value of the last such line, in the remote's block or outside blocks. */
  private static String other(
      List<Statement> named, Statement remote, String absent, String one, String another) {
    String value = absent;
    boolean own = false;
    for (Statement statement : named) {
      boolean inBlock = statement.inConnection() && statement.connection() == remote.connection();
      boolean counts = inBlock || (!own && !statement.inConnection());
      boolean asked = statement.name().equals(one) || statement.name().equals(another);
      if (asked && counts) {
        value = statement.arg(0, "");
        own = inBlock;
      }
    }
    return value;
  }

  private static List<String> ciphers(List<Statement> statements) {
    List<String> ciphers = DEFAULT_CIPHERS;
    for (Statement statement : statements) {
      if (statement.name().matches("data-ciphers|ncp-ciphers") && statement.count() > 0) {
        ciphers = List.of(statement.arg(0, "").split(":", -1));
      }
    }
    return ciphers;
  }
}
