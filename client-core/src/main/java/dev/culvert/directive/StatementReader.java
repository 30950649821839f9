// SPDX-License-Identifier: Apache-2.0
package dev.culvert.directive;

import dev.culvert.directive.Finding.Code;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Follows a profile or a command line through its includes, changes of folder and blocks, and
 * collects its statements and whatever cannot be read as one. Used once.
 */
public final class StatementReader {
  private static final int MAX_INCLUDES = 10;

  private final FileResolver files;
  private final List<Entry> entries = new ArrayList<>();
  private final Set<String> mayBeUnknown = new HashSet<>();
  private String directory = "";
  private boolean forwardCompatible;
  private int connections;

  public StatementReader(FileResolver files) {
    this.files = files;
  }

  /** What was read, in order: a statement, or what is wrong where one was expected. */
  public sealed interface Entry {
    /** A line of the language. */
    record Read(Statement statement) implements Entry {}

    /** No line of the language, or a file that cannot be included. */
    record Bad(Finding finding) implements Entry {}
  }

  /** Everything read so far. */
  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** Reads a file's content. */
  public void file(String name, byte[] content) {
    file(name, content, 0);
  }

  /**
   * Reads OpenVPN's command line: a single file name, or {@code --directive args} in any number.
   * Its words are taken as they are.
   */
  public void commandLine(List<String> arguments) {
    if (arguments.size() == 1 && !arguments.getFirst().startsWith("--")) {
      List<String> words = List.of("config", arguments.getFirst());
      include(statement(new Line(new Source.Argument(1), words, null), -1, false), 0);
      return;
    }
    int at = 0;
    while (at < arguments.size()) {
      Source source = new Source.Argument(at + 1);
      String first = arguments.get(at);
      if (!first.startsWith("--")) {
        bad(
            source,
            "command line",
            Code.UNKNOWN,
            "--directive expected, " + ProfileText.quote(first) + " found");
        return;
      }
      List<String> words = new ArrayList<>(List.of(first.substring(2)));
      for (at++; at < arguments.size() && !arguments.get(at).startsWith("--"); at++) {
        words.add(arguments.get(at));
      }
      take(
          new Line(source, words.subList(0, Math.min(words.size(), Tokenizer.MAX_TOKENS)), null),
          -1,
          0);
    }
  }

  private void file(String name, byte[] content, int depth) {
    lines(Lexer.of(name, content), -1, depth);
  }

  private void lines(Lexer lexer, int connection, int depth) {
    while (true) {
      try {
        Optional<Line> line = lexer.next();
        if (line.isEmpty()) {
          return;
        }
        take(line.get(), connection, depth);
      } catch (LexicalException e) {
        entries.add(new Entry.Bad(e.finding()));
      }
    }
  }

  private void take(Line line, int connection, int depth) {
    List<String> words = line.tokens();
    if (line.name().equals("setenv") && words.size() > 2 && words.get(1).equals("opt")) {
      Line option = new Line(line.source(), words.subList(2, words.size()), null);
      take(statement(option, connection, true), depth);
    } else {
      take(statement(line, connection, false), depth);
    }
  }

  private Statement statement(Line line, int connection, boolean optional) {
    boolean mayBeUnknown = optional || forwardCompatible || this.mayBeUnknown.contains(line.name());
    return new Statement(line, directory, mayBeUnknown, connection);
  }

  private void take(Statement statement, int depth) {
    Line line = statement.line();
    boolean alone = line.args().size() == 1 && !statement.inConnection();
    if (line.name().equals("config") && alone) {
      include(statement, depth);
    } else if (line.name().equals("cd") && alone) {
      changeDirectory(statement);
    } else {
      remember(line);
      entries.add(new Entry.Read(statement));
      if (line.name().equals("connection") && !statement.inConnection()) {
        connection(line, depth);
      }
    }
  }

  private void connection(Line line, int depth) {
    if (line.inline() != null) {
      lines(Lexer.ofBlock(line.source(), line.inline()), connections++, depth);
    }
  }

  /** What the line says about later ones. */
  private void remember(Line line) {
    if (line.name().equals("ignore-unknown-option")) {
      line.args().forEach(this::ignore);
    }
    forwardCompatible |=
        line.name().equals("setenv") && line.args().equals(List.of("FORWARD_COMPATIBLE", "1"));
  }

  private void ignore(String name) {
    mayBeUnknown.add(name.startsWith("--") ? name.substring(2) : name);
  }

  private void changeDirectory(Statement statement) {
    String folder = statement.arg(0, "");
    try {
      directory = files.enter(directory, folder);
      // Names are looked up when everything is read, so that the last folder counts.
      entries.add(new Entry.Read(new Statement(statement.line(), directory, false, -1)));
    } catch (IOException e) {
      bad(
          statement.source(),
          "cd",
          Code.INCLUDE,
          "folder " + ProfileText.quote(folder) + " cannot be entered: " + e.getMessage());
    }
  }

  private void include(Statement statement, int depth) {
    if (depth >= MAX_INCLUDES) {
      bad(
          statement.source(),
          "config",
          Code.INCLUDE,
          "at most 10 files within each other expected, more found");
      return;
    }
    String name = statement.arg(0, "");
    try {
      file(name, ProfileText.encode(files.read(directory, name)), depth + 1);
    } catch (IOException e) {
      bad(
          statement.source(),
          "config",
          Code.INCLUDE,
          "file " + ProfileText.quote(name) + " cannot be read: " + e.getMessage());
    }
  }

  private void bad(Source source, String directive, Code code, String message) {
    entries.add(new Entry.Bad(new Finding(source, directive, code, message)));
  }
}
