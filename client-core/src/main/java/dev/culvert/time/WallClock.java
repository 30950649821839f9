// SPDX-License-Identifier: Apache-2.0
package dev.culvert.time;

import java.time.Instant;

/**
 * The time of day for machines that only know moments: what it was at one moment, so that it can be
 * told for any other.
 */
public record WallClock(Instant instant, Moment moment) {
  public Instant at(Moment now) {
    return instant.plus(moment.until(now));
  }
}
