// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

import dev.culvert.driver.Feature;
import java.util.List;
import java.util.Optional;

/** One thing that a profile asks of whatever carries its data. */
public sealed interface Demand {
  /** The option that OpenVPN's own note about it names, without dashes. */
  String option();

  /** The line that asks: of {@code allow-compression} it may be {@code comp-lzo}. */
  Mention mention();

  /** Something a driver has or has not. */
  record OfFeature(Feature feature, String option, Mention mention, Optional<Fix> fix)
      implements Demand {}

  /**
   * {@code data-ciphers}: what may be agreed on.
   *
   * @param names as OpenVPN writes them, upper case
   */
  record OfCiphers(List<String> names, Mention mention) implements Demand {
    public OfCiphers {
      names = List.copyOf(names);
    }

    @Override
    public String option() {
      return "data-ciphers";
    }
  }

  /** The cipher for a peer that does not negotiate. */
  record OfFallback(String name, Mention mention, Fix fix) implements Demand {
    @Override
    public String option() {
      return "data-ciphers-fallback";
    }
  }
}
