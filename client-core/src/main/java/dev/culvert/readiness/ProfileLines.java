// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

import dev.culvert.directive.DirectiveRow;
import dev.culvert.directive.DirectiveTable;
import dev.culvert.directive.Source;
import dev.culvert.directive.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The statements of a profile as questions are put to them. Nothing is refused here: a line that
 * the reader of profiles refuses still says what the profile asks for.
 */
final class ProfileLines {
  private final Source.Whole whole;
  private final Map<String, List<Statement>> outside = new HashMap<>();
  private final Map<String, List<Statement>> inBlocks = new HashMap<>();
  private final Map<Statement, Integer> blocksBefore = new HashMap<>();
  private int blocks;

  ProfileLines(String file, List<Statement> statements) {
    this.whole = new Source.Whole(file);
    for (Statement statement : statements) {
      if (statement.inConnection()) {
        inBlocks.computeIfAbsent(name(statement), _ -> new ArrayList<>()).add(statement);
      } else {
        blocks += statement.name().equals("connection") ? 1 : 0;
        outside.computeIfAbsent(name(statement), _ -> new ArrayList<>()).add(statement);
        blocksBefore.put(statement, blocks);
      }
    }
  }

  /** An alias counts as what it is an alias of: the last of both wins. */
  private static String name(Statement statement) {
    return DirectiveTable.named(statement.name()).map(DirectiveRow::name).orElse(statement.name());
  }

  /** For what no line says. */
  Source whole() {
    return whole;
  }

  /** The lines of that name outside connection blocks. */
  List<Statement> each(String name) {
    return outside.getOrDefault(name, List.of());
  }

  /** The last line of that name outside connection blocks: the one that counts. */
  Optional<Statement> last(String name) {
    List<Statement> lines = each(name);
    return lines.isEmpty() ? Optional.empty() : Optional.of(lines.getLast());
  }

  boolean has(String... names) {
    for (String name : names) {
      if (!each(name).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** The argument of a line from 1, or {@code absent}. */
  static String argument(Statement line, int index, String absent) {
    return line.arg(index - 1, absent);
  }

  boolean isClient() {
    return has("client", "pull");
  }

  boolean isServer() {
    return has("server", "server-ipv6", "server-bridge")
        || last("mode").filter(m -> argument(m, 1, "").equals("server")).isPresent();
  }

  /**
   * The lines of that name that count for some connection: those of each block, and the common one
   * if there is no block, or one after it that takes it over.
   */
  List<Statement> ofConnections(String name) {
    List<Statement> found = new ArrayList<>();
    each(name).stream()
        .filter(line -> blocks == 0 || blocksBefore.getOrDefault(line, 0) < blocks)
        .reduce((_, b) -> b)
        .ifPresent(found::add);
    found.addAll(inBlocks.getOrDefault(name, List.of()));
    return found;
  }

  /** All remotes; those beside connection blocks do not count. */
  List<Statement> remotes() {
    return blocks == 0 ? each("remote") : inBlocks.getOrDefault("remote", List.of());
  }

  /**
   * The line of that name that counts for a remote: the last in its block, else the last above it.
   */
  Optional<Statement> last(String name, Statement remote) {
    if (!remote.inConnection()) {
      return last(name);
    }
    int number = remote.connection();
    Optional<Statement> own =
        inBlocks.getOrDefault(name, List.of()).stream()
            .filter(line -> line.connection() == number)
            .reduce((_, b) -> b);
    return own.isPresent()
        ? own
        : each(name).stream()
            .filter(line -> blocksBefore.getOrDefault(line, 0) <= number)
            .reduce((_, b) -> b);
  }
}
