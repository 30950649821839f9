// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

/** Lines and blocks of a profile, written so that they read back as the same words. */
final class ProfileLines {
  private final StringBuilder text = new StringBuilder();

  String text() {
    return text.toString();
  }

  /** A directive with its words, in quotes where need be. */
  void line(String name, String... words) {
    text.append(name);
    for (String word : words) {
      text.append(' ').append(quoted(word));
    }
    text.append('\n');
  }

  void flag(String name, boolean on) {
    if (on) {
      line(name);
    }
  }

  void number(String name, long value, long absent) {
    if (value != absent) {
      line(name, Long.toString(value));
    }
  }

  void block(String name, String content) {
    start(name);
    text.append(content).append(content.endsWith("\n") || content.isEmpty() ? "" : "\n");
    end(name);
  }

  void start(String name) {
    text.append('<').append(name).append(">\n");
  }

  void end(String name) {
    text.append("</").append(name).append(">\n");
  }

  /** Whether a block of that name would hold the text unchanged. */
  static boolean fitsBlock(String name, String content) {
    return content.indexOf(0) < 0 && !content.contains("</" + name + ">");
  }

  private static String quoted(String word) {
    if (word.matches("[A-Za-z0-9_.:/@,+=%!*?-]+")) {
      return word;
    }
    // Nothing is escaped between single quotes, which keeps the line short.
    return word.indexOf('\'') < 0
        ? "'" + word + "'"
        : '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
