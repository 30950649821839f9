// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Turns a profile's text into lines with tokens and inline blocks (openvpn-config 1.1, 1.2). */
public final class Lexer {
  private static final int MAX_LINE_BYTES = 254;

  private final String file;
  private final String[] rows;
  private final List<Line> lines = new ArrayList<>();
  private int row;

  private Lexer(String file, String text) {
    this.file = file;
    this.rows = (text.startsWith("\uFEFF") ? text.substring(1) : text).split("\n", -1);
  }

  /**
   * Reads a whole file.
   *
   * @param file the name for messages
   */
  public static List<Line> lines(String file, String text) throws ProfileException {
    Lexer lexer = new Lexer(file, text);
    while (lexer.row < lexer.rows.length) {
      lexer.next();
    }
    return List.copyOf(lexer.lines);
  }

  /** Reads one option of a push reply; empty for a blank one. */
  static List<Line> pushed(String option) throws ProfileException {
    Source source = new Source.Pushed();
    List<String> tokens = Tokenizer.split(option, source);
    return tokens.isEmpty() ? List.of() : List.of(new Line(source, tokens, null));
  }

  private void next() throws ProfileException {
    String text = rows[row++];
    Source source = new Source.FileLine(file, row);
    if (text.getBytes(StandardCharsets.UTF_8).length > MAX_LINE_BYTES) {
      throw new ProfileException(
          source, "line", "at most 254 bytes were expected, a longer line was found");
    }
    List<String> tokens = new ArrayList<>(Tokenizer.split(text, source));
    if (tokens.isEmpty()) {
      return;
    }
    String first = tokens.get(0);
    if (tokens.size() == 1 && first.length() > 2 && first.startsWith("<") && first.endsWith(">")) {
      String name = first.substring(1, first.length() - 1);
      lines.add(new Line(source, List.of(name), block(name, source)));
      return;
    }
    if (first.startsWith("--")) {
      tokens.set(0, first.substring(2));
    }
    lines.add(new Line(source, tokens, null));
  }

  private String block(String name, Source start) throws ProfileException {
    StringBuilder content = new StringBuilder();
    while (row < rows.length) {
      String text = rows[row++];
      if (afterBlanks(text).startsWith("</" + name + ">")) {
        return content.toString();
      }
      content.append(text).append('\n');
    }
    throw new ProfileException(
        start, name, "the end tag was expected, the end of the file was found");
  }

  private static String afterBlanks(String text) {
    int at = 0;
    while (at < text.length() && Tokenizer.isBlank(text.charAt(at))) {
      at++;
    }
    return text.substring(at);
  }
}
