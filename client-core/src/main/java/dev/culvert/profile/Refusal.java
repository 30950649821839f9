// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.directive.ProfileText;
import dev.culvert.directive.Source;

/**
 * Why Culvert would not connect with a profile.
 *
 * @param directive as written
 * @param replacement what to do instead; empty for nothing
 */
public record Refusal(Source source, String directive, String reason, String replacement) {
  @Override
  public String toString() {
    return source + ": " + ProfileText.printable(directive) + ": " + reason;
  }
}
