// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

import dev.culvert.profile.Line;
import dev.culvert.profile.Source;
import java.util.OptionalInt;

/**
 * Where a profile says something, or that it does not say it.
 *
 * @param source of what is absent: the first line of the file
 * @param text the line as written, in one short line; {@code no remote} for what is absent
 */
public record Mention(Source source, String text, boolean written) {
  private static final int LONGEST = 80;

  static Mention of(Line line) {
    String text = String.join(" ", line.tokens()).replaceAll("\\p{Cntrl}", "?");
    String shortened = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    return new Mention(
        line.source(), line.inline() == null ? shortened : "<" + shortened + ">", true);
  }

  static Mention absent(Source start, String text) {
    return new Mention(start, text, false);
  }

  /** The line in its file, from 1; empty for what is absent and for the command line. */
  public OptionalInt line() {
    return written && source instanceof Source.FileLine file
        ? OptionalInt.of(file.line())
        : OptionalInt.empty();
  }

  /** {@code office.ovpn:12: fragment 1300}. */
  @Override
  public String toString() {
    if (!written && source instanceof Source.FileLine(String file, int _)) {
      return file + ": " + text;
    }
    return source + ": " + text;
  }
}
