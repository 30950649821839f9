// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.adapter;

import java.time.Duration;

/** Lets time pass between two looks at something that Windows does in the background. */
@FunctionalInterface
public interface Pause {
  /**
   * Returns after about this time.
   *
   * @throws InterruptedException if the thread is asked to end
   */
  void forAbout(Duration time) throws InterruptedException;
}
