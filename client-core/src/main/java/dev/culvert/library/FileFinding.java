// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

import dev.culvert.directive.Source;

/**
 * What became of one file that a profile names.
 *
 * @param file as the profile writes it
 * @param note the rest of the sentence: where else it was found, why it cannot be read
 */
public record FileFinding(
    Source source, String directive, String file, Outcome outcome, String note) {
  /** What became of it. */
  public enum Outcome {
    /** Its content is in the profile now. */
    INLINED,
    /** The profile names it no more: the user is asked, or nothing needs it. */
    DROPPED,
    /** The profile still names it, because it cannot be within a profile. */
    OUTSIDE,
    /** It cannot be read; the profile still names it. */
    MISSING
  }

  /** Directive, file and what became of it. */
  public String text() {
    return directive + " " + Words.plain(file) + ": " + note;
  }

  @Override
  public String toString() {
    return source + ": " + directive + ": " + Words.plain(file) + ": " + note;
  }
}
