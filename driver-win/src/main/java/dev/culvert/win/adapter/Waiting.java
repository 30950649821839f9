// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.adapter;

import java.io.InterruptedIOException;
import java.time.Duration;

/** A pause between two looks at the system; tests count them instead of taking them. */
@FunctionalInterface
public interface Waiting {
  /**
   * Lets the time pass.
   *
   * @throws InterruptedIOException the thread was interrupted; it still is
   */
  void pause(Duration time) throws InterruptedIOException;

  /** Takes the time. */
  static Waiting real() {
    return time -> {
      try {
        Thread.sleep(time);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while waiting for Windows");
      }
    };
  }
}
