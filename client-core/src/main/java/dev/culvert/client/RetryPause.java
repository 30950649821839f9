// SPDX-License-Identifier: Apache-2.0
package dev.culvert.client;

import java.time.Duration;

/**
 * How long to wait before the next attempt (openvpn-protocol 8.3): the base for the first four
 * attempts per remote, then twice as long each time.
 */
final class RetryPause {
  private static final int PATIENT_ATTEMPTS = 4;
  private static final int MOST_DOUBLINGS = 15;

  private final Duration base;
  private final Duration longest;
  private final int remotes;
  private int failures;

  RetryPause(Duration base, Duration longest, int remotes) {
    this.base = base;
    this.longest = longest;
    this.remotes = Math.max(1, remotes);
  }

  void succeeded() {
    failures = 0;
  }

  /** One more attempt failed; the pause before the next. */
  Duration failed() {
    int extra = ++failures / remotes - PATIENT_ATTEMPTS;
    if (extra <= 0) {
      return base;
    }
    Duration atLeast = base.toSeconds() < 1 ? Duration.ofSeconds(1) : base;
    Duration doubled = atLeast.multipliedBy(1L << Math.min(extra, MOST_DOUBLINGS));
    return doubled.compareTo(longest) < 0 ? doubled : longest;
  }

  /** Whether {@code attemptsPerRemote} are used up; 0 is no limit. */
  boolean exhausted(int attemptsPerRemote) {
    return attemptsPerRemote > 0 && failures >= attemptsPerRemote * remotes;
  }
}
