// SPDX-License-Identifier: Apache-2.0
package dev.culvert.time;

import java.time.Duration;

/**
 * A point on a monotonic clock, in nanoseconds since an origin that only its own clock knows.
 * Moments of one clock can be compared; they say nothing about the time of day.
 */
public record Moment(long nanos) implements Comparable<Moment> {
  /** Later than everything that happens: "no deadline". */
  public static final Moment NEVER = new Moment(Long.MAX_VALUE);

  /** This moment moved by {@code duration}; {@link #NEVER} stays what it is. */
  public Moment plus(Duration duration) {
    if (this.equals(NEVER)) {
      return NEVER;
    }
    return new Moment(nanos + duration.toNanos());
  }

  /** Time from here to {@code later}, negative if it lies before. */
  public Duration until(Moment later) {
    return Duration.ofNanos(later.nanos - nanos);
  }

  public boolean isBefore(Moment other) {
    return nanos < other.nanos;
  }

  /** Whether {@code deadline} has come at this moment. */
  public boolean reached(Moment deadline) {
    return nanos >= deadline.nanos;
  }

  public static Moment earlier(Moment a, Moment b) {
    return a.isBefore(b) ? a : b;
  }

  @Override
  public int compareTo(Moment other) {
    return Long.compare(nanos, other.nanos);
  }
}
