// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.culvert.bytes.Bytes;
import dev.culvert.directive.ProfileText;
import java.util.ArrayList;
import java.util.List;

/**
 * A text as rows with their line ends. One character stands for one byte (ISO 8859-1), so that
 * whatever encoding people used comes out as it went in.
 *
 * @param mark the byte order mark of UTF-8, or nothing
 */
record Rows(String mark, List<String> rows) {
  private static final String UTF_8_MARK = "\u00EF\u00BB\u00BF";

  Rows {
    rows = List.copyOf(rows);
  }

  static Rows of(Bytes content) {
    return of(new String(content.toArray(), ISO_8859_1));
  }

  static Rows of(String text) {
    String mark = text.startsWith(UTF_8_MARK) ? UTF_8_MARK : "";
    List<String> rows = new ArrayList<>();
    int start = mark.length();
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      int next = end < 0 ? text.length() : end + 1;
      rows.add(text.substring(start, next));
      start = next;
    }
    return new Rows(mark, rows);
  }

  /** The text without the mark. */
  String joined() {
    return String.join("", rows);
  }

  /** A row's characters as text for people. */
  static String decoded(String row) {
    return ProfileText.decode(row.getBytes(ISO_8859_1));
  }

  /** A text of ours as rows' characters. */
  static String encoded(String text) {
    return new String(ProfileText.encode(text), ISO_8859_1);
  }

  static Bytes bytes(String text) {
    return Bytes.copyOf(text.getBytes(ISO_8859_1));
  }

  static String withoutEnd(String row) {
    return row.substring(0, row.length() - end(row).length());
  }

  /** The row's own line end; empty for the last row of many a file. */
  static String end(String row) {
    return row.endsWith("\r\n") ? "\r\n" : row.endsWith("\n") ? "\n" : "";
  }

  /** What a new line of this text ends with: what its first one does. */
  String lineEnd() {
    return rows.isEmpty() || end(rows.getFirst()).isEmpty() ? "\n" : end(rows.getFirst());
  }
}
