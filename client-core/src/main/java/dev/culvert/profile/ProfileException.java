// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.directive.ProfileText;
import dev.culvert.directive.Source;

/** A profile that cannot be used. The message is one line: place, directive, reason. */
public final class ProfileException extends Exception {
  private static final long serialVersionUID = 1L;
  private final transient Source source;
  private final String directive;
  private final String reason;
  private final String replacement;

  /** A problem that {@code reason} states in full. */
  public ProfileException(Source source, String directive, String reason) {
    this(source, directive, reason, "");
  }

  /**
   * A problem with a way around it.
   *
   * @param replacement what to do instead; empty for nothing; not part of the message
   */
  public ProfileException(Source source, String directive, String reason, String replacement) {
    super(source + ": " + ProfileText.printable(directive) + ": " + reason);
    this.source = source;
    this.directive = directive;
    this.reason = reason;
    this.replacement = replacement;
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

  /** What to do instead; empty for nothing. */
  public String replacement() {
    return replacement;
  }

  static String quote(String text) {
    return ProfileText.quote(text);
  }
}
