// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

import dev.culvert.directive.ProfileText;
import dev.culvert.directive.Source;
import dev.culvert.directive.Statement;
import java.util.OptionalInt;

/**
 * Where a profile says something, or that it does not say it.
 *
 * @param source of what is absent: the whole file
 * @param text the line as written, in one short line; {@code no remote} for what is absent
 */
public record Mention(Source source, String text) {
  static Mention of(Statement line) {
    String shortened = ProfileText.printable(String.join(" ", line.line().tokens()));
    return new Mention(
        line.source(), line.line().inline() == null ? shortened : "<" + shortened + ">");
  }

  static Mention absent(Source whole, String text) {
    return new Mention(whole, text);
  }

  /** The line in its file, from 1; empty for what is absent and for the command line. */
  public OptionalInt line() {
    return source.lineNumber();
  }

  /** {@code office.ovpn:12: fragment 1300}. */
  @Override
  public String toString() {
    return source + ": " + text;
  }
}
