// SPDX-License-Identifier: Apache-2.0
package dev.culvert.directive;

import java.util.Locale;

/**
 * One thing to say about a profile: an error, a warning, or an option that is passed over.
 *
 * @param source where; for the profile as a whole {@link Source.Whole}
 * @param directive its name as written
 * @param code what kind of finding it is, for programs
 * @param message for people, one line, without the place
 */
public record Finding(Source source, String directive, Code code, String message) {
  /** The kinds; their JSON form is {@link #toString}. */
  public enum Code {
    LINE_TOO_LONG,
    PARAMETER_TOO_LONG,
    QUOTE,
    BACKSLASH,
    END_TAG,
    /** {@code config} or {@code cd} that cannot be followed. */
    INCLUDE,
    UNKNOWN,
    /** It was a directive once, or is to be one in a newer version. */
    VERSION,
    /** It exists on another system only. */
    PLATFORM,
    ARGUMENTS,
    CONTEXT,
    INLINE,
    VALUE,
    /** A file that is named cannot be used. */
    FILE,
    /** Directives that exclude each other. */
    CONFLICT,
    /** A directive that others, or every profile, need. */
    MISSING,
    SERVER_ONLY,
    DEPRECATED,
    INSECURE,
    NO_EFFECT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Override
  public String toString() {
    return source + ": " + ProfileText.printable(directive) + ": " + message;
  }
}
