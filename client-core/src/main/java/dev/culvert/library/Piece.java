// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

import dev.culvert.directive.Finding;
import dev.culvert.directive.Lexer;
import dev.culvert.directive.LexicalException;
import dev.culvert.directive.Line;
import dev.culvert.directive.Source;
import dev.culvert.profile.ProfileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of a profile's text: a directive with its block, or what stands between directives. All
 * pieces of a text, one after the other, are the text.
 *
 * @param raw one character for each byte
 * @param line the directive; null for blank rows and comments
 */
record Piece(String raw, @Nullable Line line) {
  /**
   * The pieces of a text without its byte order mark.
   *
   * @param file for messages
   * @param before rows of the file above the text, so that messages name the right line
   */
  static List<Piece> of(String file, String text, int before) throws ProfileException {
    List<Piece> pieces = new ArrayList<>();
    Lexer lexer = Lexer.of(file, Rows.bytes("\n".repeat(before) + text).toArray());
    int[] starts = starts(text);
    int at = 0;
    for (Optional<Line> line = next(lexer); line.isPresent(); line = next(lexer)) {
      int number = ((Source.FileLine) line.get().source()).line();
      int start = Math.max(at, starts[number - before - 1]);
      if (start > at) {
        pieces.add(new Piece(text.substring(at, start), null));
      }
      at = lexer.offset() - before;
      pieces.add(new Piece(text.substring(start, at), line.get()));
    }
    if (at < text.length()) {
      pieces.add(new Piece(text.substring(at), null));
    }
    return pieces;
  }

  private static Optional<Line> next(Lexer lexer) throws ProfileException {
    try {
      return lexer.next();
    } catch (LexicalException e) {
      Finding finding = e.finding();
      throw new ProfileException(finding.source(), finding.directive(), finding.message());
    }
  }

  /** Where each row starts. */
  private static int[] starts(String text) {
    List<Integer> starts = new ArrayList<>(List.of(0));
    for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      starts.add(at + 1);
    }
    return starts.stream().mapToInt(Integer::intValue).toArray();
  }

  List<String> rows() {
    return Rows.of(raw).rows();
  }

  /** The rows between the tags of a block. */
  List<String> body() {
    List<String> rows = rows();
    return rows.size() < 2 ? List.of() : rows.subList(1, rows.size() - 1);
  }

  /** Leaves out the text: there may be a private key in it. */
  @Override
  public String toString() {
    return line == null ? "[text]" : line.toString();
  }
}
