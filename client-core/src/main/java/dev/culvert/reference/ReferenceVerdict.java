// SPDX-License-Identifier: Apache-2.0
package dev.culvert.reference;

import dev.culvert.directive.Finding;
import dev.culvert.directive.Release;
import java.util.List;

/**
 * What one release of OpenVPN says.
 *
 * @param errors in its order; the first one is where it stops
 */
public record ReferenceVerdict(
    Release release, List<Finding> errors, List<Finding> warnings, List<Finding> ignored) {
  public ReferenceVerdict {
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
    ignored = List.copyOf(ignored);
  }

  public boolean accepted() {
    return errors.isEmpty();
  }
}
