// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.directive.Source;

/**
 * A certificate or key as PEM text, not parsed; {@code toString} does not show it.
 *
 * @param name of the file it came from, or {@link #INLINE}
 */
public record Material(String text, String name, Source source) {
  public static final String INLINE = "the inline block";

  @Override
  public String toString() {
    return "[material from " + source + "]";
  }
}
