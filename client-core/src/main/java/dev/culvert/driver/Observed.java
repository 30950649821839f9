// SPDX-License-Identifier: Apache-2.0
package dev.culvert.driver;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a step of the self-test saw: error numbers, times, counts, in order; and what it should have
 * seen and did not. One thread at a time.
 */
public final class Observed {
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final List<String> complaints = new ArrayList<>();

  public Observed() {}

  /** Notes a number: an error number of the system, microseconds, a count. */
  public synchronized void note(String what, long value) {
    values.put(what, value);
  }

  /** Notes a fact. */
  public synchronized void note(String what, boolean value) {
    values.put(what, value);
  }

  /** Notes a text without secrets. */
  public synchronized void note(String what, String value) {
    values.put(what, value);
  }

  /** Complains unless it is so; the step goes on and fails in the end. */
  public synchronized void expect(boolean so, String complaint) {
    if (!so) {
      complaints.add(complaint);
    }
  }

  /** Passed, or failed with every complaint. */
  public synchronized Verdict verdict() {
    return complaints.isEmpty()
        ? new Verdict.Passed()
        : new Verdict.Failed(String.join("; ", complaints));
  }

  /** What was noted: texts, numbers (Long) and Booleans. */
  public synchronized Map<String, Object> values() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
