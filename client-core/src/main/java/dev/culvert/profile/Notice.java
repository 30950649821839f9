// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.directive.Source;

/** Something that was passed over rather than refused: which option, and why. For the log. */
public record Notice(Source source, String option, String reason) {
  @Override
  public String toString() {
    return source + ": " + option + ": " + reason;
  }
}
