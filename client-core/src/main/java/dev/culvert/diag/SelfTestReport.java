// SPDX-License-Identifier: Apache-2.0
package dev.culvert.diag;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a self-test found.
 *
 * @param begin when the first step began
 */
public record SelfTestReport(Diagnosis diagnosis, Instant begin, List<Step> steps) {
  public SelfTestReport {
    steps = List.copyOf(steps);
  }

  /** Whether no step failed. */
  public boolean ok() {
    return count("failed") == 0;
  }

  /** One line. */
  public String summary() {
    return "self-test: %d passed, %d failed, %d not here"
        .formatted(count("passed"), count("failed"), count("not here"));
  }

  private long count(String result) {
    return steps.stream().filter(step -> step.result().equals(result)).count();
  }

  /** The fields of the JSON document, in order. */
  public Map<String, Object> document(Instant end) {
    Map<String, Object> test = new LinkedHashMap<>();
    test.put("ok", ok());
    test.put("summary", summary());
    test.put("seconds", Duration.between(begin, end).toSeconds());
    test.put("steps", steps.stream().map(Step::document).toList());
    Map<String, Object> document = new LinkedHashMap<>(diagnosis.document(begin));
    document.put("selftest", test);
    return document;
  }
}
