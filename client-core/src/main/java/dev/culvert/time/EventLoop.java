// SPDX-License-Identifier: Apache-2.0
package dev.culvert.time;

/** The one thread on which machines run. */
public interface EventLoop {
  Moment now();

  /**
   * Runs {@code task} on the loop's thread, soon, after everything that came before. Any thread.
   */
  void execute(Runnable task);

  /**
   * Runs {@code task} on the loop's thread when {@code when} has come; {@link Moment#NEVER} never.
   *
   * @return cancels it; harmless when it has run
   */
  Timer at(Moment when, Runnable task);

  /** A task that waits for its moment. */
  interface Timer {
    void cancel();
  }
}
