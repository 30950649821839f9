// SPDX-License-Identifier: Apache-2.0
package dev.culvert.driver;

import java.io.IOException;

/**
 * A step of the self-test. It needs no other step before it, and whatever it changed is as before
 * when it ends, however it ends.
 *
 * @param name for people, unique in a run
 * @param cleansUp gives back what a run as a whole has made: it is run also when a person has
 *     stopped the test
 */
public record SelfCheck(String name, boolean cleansUp, Body body) {
  /** What the step does. */
  @FunctionalInterface
  public interface Body {
    /**
     * Does it, in less than a minute.
     *
     * @throws IOException the step failed, with the system's words; what was noted stays
     */
    Verdict run(Observed seen) throws IOException, InterruptedException;
  }

  /** An ordinary step. */
  public static SelfCheck of(String name, Body body) {
    return new SelfCheck(name, false, body);
  }
}
