// SPDX-License-Identifier: Apache-2.0
package dev.culvert.datapath;

/** How data threads end. */
final class Threads {
  private static final long PATIENCE_MILLIS = 2000;

  private Threads() {}

  /**
   * Waits for a thread whose work has been taken away, a bounded time: a driver that does not let
   * go must not hold up the rest. A thread does not wait for itself.
   */
  static void join(Thread thread) {
    if (thread == Thread.currentThread()) {
      return;
    }
    try {
      thread.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
