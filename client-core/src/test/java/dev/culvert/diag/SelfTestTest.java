// SPDX-License-Identifier: Apache-2.0
package dev.culvert.diag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.driver.DriverException;
import dev.culvert.driver.Finding;
import dev.culvert.driver.SelfCheck;
import dev.culvert.driver.SelfCheck.Body;
import dev.culvert.driver.Verdict.NotHere;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SelfTestTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final List<String> shown = new ArrayList<>();

  private final SelfTest.View view =
      new SelfTest.View() {
        @Override
        public void begins(String step) {
          shown.add("begins " + step);
        }

        @Override
        public void ended(Step step) {
          shown.add(step.result() + " " + step.name());
        }
      };

  private static final Body PASSES = seen -> seen.verdict();

  private List<Step> run(SelfCheck... checks) throws InterruptedException {
    return new SelfTest(List.of(checks), view, LONG, LONG).run();
  }

  @Test
  void everyStepIsRunAndShownAlsoAfterOneThatFails() throws InterruptedException {
    List<Step> steps =
        run(
            SelfCheck.of(
                "one",
                seen -> {
                  seen.note("error", 22);
                  seen.expect(true, "fine");
                  seen.expect(false, "not so");
                  seen.expect(false, "nor so");
                  return seen.verdict();
                }),
            SelfCheck.of("two", _ -> new NotHere("no such thing")),
            SelfCheck.of("three", PASSES));

    assertThat(shown)
        .containsExactly(
            "begins one",
            "failed one",
            "begins two",
            "not here two",
            "begins three",
            "passed three");
    assertThat(steps.get(0).reason()).isEqualTo("not so; nor so");
    assertThat(steps.get(0).observed()).containsExactly(Map.entry("error", 22L));
    assertThat(steps.get(1).reason()).isEqualTo("no such thing");
  }

  @Test
  void aFailureOfTheSystemOrOfOurOwnIsAFailedStepWithWhatWasSeen() throws InterruptedException {
    List<Step> steps =
        run(
            SelfCheck.of(
                "system",
                seen -> {
                  seen.note("before", true);
                  throw new DriverException("CreateFile", 5, "access denied", "adapter");
                }),
            SelfCheck.of(
                "input",
                _ -> {
                  throw new IOException("broken");
                }),
            SelfCheck.of(
                "bug",
                _ -> {
                  throw new IllegalStateException("ours");
                }));

    assertThat(steps.get(0).reason()).isEqualTo("CreateFile failed: 5 (access denied), adapter");
    assertThat(steps.get(0).observed())
        .containsEntry("before", true)
        .containsEntry("call", "CreateFile")
        .containsEntry("error", 5L);
    assertThat(steps.get(1).reason()).isEqualTo("broken");
    assertThat(steps.get(2).reason())
        .isEqualTo("internal error: java.lang.IllegalStateException: ours");
    assertThat(steps).extracting(Step::result).containsOnly("failed");
  }

  @Test
  void aStepThatHangsIsGivenUpAndTheNextOneRuns() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    List<SelfCheck> checks =
        List.of(
            SelfCheck.of(
                "hangs",
                seen -> {
                  seen.note("begun", true);
                  never.await();
                  return seen.verdict();
                }),
            SelfCheck.of("next", PASSES));

    List<Step> steps = new SelfTest(checks, view, Duration.ofMillis(50), LONG).run();

    assertThat(steps.get(0).result()).isEqualTo("failed");
    assertThat(steps.get(0).reason()).isEqualTo("interrupted: it took too long");
    assertThat(steps.get(0).observed()).containsEntry("begun", true);
    assertThat(steps.get(1).result()).isEqualTo("passed");
  }

  @Test
  void afterTheStopOnlyWhatCleansUpIsRun() throws InterruptedException {
    List<SelfTest> running = new ArrayList<>();
    SelfTest test =
        new SelfTest(
            List.of(
                SelfCheck.of(
                    "first",
                    seen -> {
                      running.getFirst().stop();
                      return seen.verdict();
                    }),
                SelfCheck.of("second", PASSES),
                new SelfCheck("cleans", true, PASSES)),
            view,
            LONG,
            LONG);
    running.add(test);

    List<Step> steps = test.run();

    assertThat(steps).extracting(Step::result).containsExactly("passed", "failed", "passed");
    assertThat(steps.get(1).reason()).isEqualTo("not begun: the test was stopped");
  }

  @Test
  void whenTheTimeIsOverOnlyWhatCleansUpIsRun() throws InterruptedException {
    List<Step> steps =
        new SelfTest(
                List.of(SelfCheck.of("late", PASSES), new SelfCheck("cleans", true, PASSES)),
                view,
                LONG,
                Duration.ofNanos(-1))
            .run();

    assertThat(steps).extracting(Step::result).containsExactly("failed", "passed");
    assertThat(steps.get(0).reason()).startsWith("not begun");
  }

  @Test
  void theReportCountsAndNamesNobody() throws InterruptedException {
    String home = System.getProperty("user.home");
    List<Step> steps =
        run(
            SelfCheck.of("one", PASSES),
            SelfCheck.of("two", _ -> new NotHere("see " + home + "/x")),
            SelfCheck.of(
                "three",
                seen -> {
                  seen.note("path", home + "/y");
                  seen.expect(false, "no");
                  return seen.verdict();
                }));
    SelfTestReport report =
        new SelfTestReport(
            new Diagnosis("1.2", List.of(new Finding("system", "Linux"))), Instant.EPOCH, steps);

    assertThat(report.ok()).isFalse();
    assertThat(report.summary()).isEqualTo("self-test: 1 passed, 1 failed, 1 not here");
    Map<String, Object> document = report.document(Instant.EPOCH.plusSeconds(7));
    assertThat(document.toString())
        .contains("culvert=1.2", "seconds=7", "reason=see ~/x", "path=~/y", "about=system")
        .doesNotContain(home);
  }
}
