// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

/** A profile that cannot be used. The message is one line: place, directive, reason. */
public final class ProfileException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_QUOTE = 60;

  private final transient Source source;
  private final String directive;
  private final String reason;

  /** A problem that {@code reason} states in full. */
  public ProfileException(Source source, String directive, String reason) {
    super(source + ": " + plain(directive) + ": " + reason);
    this.source = source;
    this.directive = directive;
    this.reason = reason;
  }

  /** {@code noun "found" is not expected}, as in {@code port "70000" is not in 1..65535}. */
  static ProfileException value(Setting setting, String noun, String found, String expected) {
    return new ProfileException(
        setting.source(), setting.name(), noun + " " + quote(found) + " is not " + expected);
  }

  /** Where the directive stands. */
  public Source source() {
    return source;
  }

  /** The directive's name as it was written. */
  public String directive() {
    return directive;
  }

  /** What was expected and what was found, without the place. */
  public String reason() {
    return reason;
  }

  static String quote(String text) {
    return '"' + plain(text) + '"';
  }

  /** One short line whatever the input was: control characters would break the log. */
  private static String plain(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "...";
  }
}
