// SPDX-License-Identifier: Apache-2.0
package dev.culvert.diag;

import dev.culvert.driver.Verdict;
import dev.culvert.driver.Verdict.Failed;
import dev.culvert.driver.Verdict.NotHere;
import dev.culvert.driver.Verdict.Passed;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A step of the self-test that was run.
 *
 * @param observed texts, numbers and Booleans, in order
 */
public record Step(String name, Verdict verdict, Map<String, Object> observed, long millis) {
  /** {@code passed}, {@code failed} or {@code not here}. */
  public String result() {
    return switch (verdict) {
      case Passed _ -> "passed";
      case Failed _ -> "failed";
      case NotHere _ -> "not here";
    };
  }

  /** Why it did not pass; empty when it did. */
  public String reason() {
    return switch (verdict) {
      case Passed _ -> "";
      case Failed(String why) -> why;
      case NotHere(String why) -> why;
    };
  }

  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("name", name);
    document.put("result", result());
    document.put("reason", Diagnosis.withoutHome(reason()));
    document.put("milliseconds", millis);
    Map<String, Object> seen = new LinkedHashMap<>();
    observed.forEach(
        (what, value) ->
            seen.put(what, value instanceof String text ? Diagnosis.withoutHome(text) : value));
    document.put("observed", seen);
    return document;
  }
}
