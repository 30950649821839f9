// SPDX-License-Identifier: Apache-2.0
package dev.culvert.driver;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Steps with a whole tunnel, which the engine brings and a platform puts among its own. */
@FunctionalInterface
public interface TunnelChecks {
  /**
   * The steps.
   *
   * @param device the name of the device to use, or {@code tun} for any; asked when a step runs,
   *     empty when there is none then
   */
  List<SelfCheck> over(Supplier<Optional<String>> device);
}
