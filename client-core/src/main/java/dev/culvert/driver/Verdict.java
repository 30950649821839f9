// SPDX-License-Identifier: Apache-2.0
package dev.culvert.driver;

/** What came of a step of the self-test. */
public sealed interface Verdict {
  /** The system did what Culvert relies on. */
  record Passed() implements Verdict {}

  /** It did not, or the step could not be done. */
  record Failed(String why) implements Verdict {}

  /** This system does not have what the step is about; nothing is said about it. */
  record NotHere(String why) implements Verdict {}
}
