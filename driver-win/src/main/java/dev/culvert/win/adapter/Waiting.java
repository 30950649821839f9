// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.adapter;

import java.time.Duration;

/** A pause between two looks at the system; tests count them instead of taking them. */
@FunctionalInterface
public interface Waiting {
  void pause(Duration time) throws InterruptedException;

  /** Takes the time. */
  static Waiting real() {
    return Thread::sleep;
  }
}
