// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.directive.Source;
import dev.culvert.driver.Feature;

/**
 * Something that not every data channel can do, with the line that asks for it.
 *
 * @param directive as written
 */
public record Need(Feature feature, Source source, String directive) {
  @Override
  public String toString() {
    return source + ": " + directive;
  }
}
