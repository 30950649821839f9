// SPDX-License-Identifier: Apache-2.0
package dev.culvert.diag;

import dev.culvert.driver.DriverException;
import dev.culvert.driver.Observed;
import dev.culvert.driver.SelfCheck;
import dev.culvert.driver.Verdict;
import dev.culvert.driver.Verdict.Failed;
import dev.culvert.runtime.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs the steps of a self-test one after the other, each on a thread of its own that is given up
 * when it hangs. {@link #stop} may come from any thread.
 */
public final class SelfTest {
  /** Shows how far it is. */
  public interface View {
    void begins(String step);

    void ended(Step step);
  }

  private static final Duration STEP_LIMIT = Duration.ofSeconds(60);
  private static final Duration LIMIT = Duration.ofSeconds(110);
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final List<SelfCheck> checks;
  private final View view;
  private final Duration stepLimit;
  private final Duration limit;
  private volatile boolean stopped;

  public SelfTest(List<SelfCheck> checks, View view) {
    this(checks, view, STEP_LIMIT, LIMIT);
  }

  /**
   * @param stepLimit longest time of one step
   * @param limit time after which no step begins but those that clean up
   */
  SelfTest(List<SelfCheck> checks, View view, Duration stepLimit, Duration limit) {
    this.checks = List.copyOf(checks);
    this.view = view;
    this.stepLimit = stepLimit;
    this.limit = limit;
  }

  /** From now on only steps that clean up begin. */
  public void stop() {
    stopped = true;
  }

  /** Runs all steps. */
  public List<Step> run() throws InterruptedException {
    long start = System.nanoTime();
    List<Step> steps = new ArrayList<>();
    for (SelfCheck check : checks) {
      view.begins(check.name());
      boolean late = System.nanoTime() - start > limit.toNanos();
      Step step;
      if (check.cleansUp() || (!stopped && !late)) {
        step = run(check);
      } else {
        step =
            skipped(check, stopped ? new Failed("not begun: the test was stopped") : outOfTime());
      }
      steps.add(step);
      view.ended(step);
    }
    return steps;
  }

  private Verdict outOfTime() {
    return new Failed("not begun: the steps before took " + limit.toSeconds() + " s");
  }

  private static Step skipped(SelfCheck check, Verdict verdict) {
    return new Step(check.name(), verdict, new Observed().values(), 0);
  }

  private Step run(SelfCheck check) throws InterruptedException {
    Observed seen = new Observed();
    AtomicReference<Verdict> verdict =
        new AtomicReference<>(
            new Failed("it did not end within " + stepLimit.toSeconds() + " s and was given up"));
    Thread thread = Threads.named("selftest").newThread(() -> verdict.set(outcome(check, seen)));
    long start = System.nanoTime();
    thread.start();
    if (!thread.join(stepLimit)) {
      thread.interrupt();
      // Its own end, if it comes, says more than that it was late.
      thread.join(GRACE);
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    return new Step(check.name(), verdict.get(), seen.values(), millis);
  }

  /** The top frame of a step's thread. */
  private static Verdict outcome(SelfCheck check, Observed seen) {
    try {
      return check.body().run(seen);
    } catch (DriverException e) {
      seen.note("call", e.call());
      seen.note("error", e.code());
      return new Failed(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new Failed(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Failed("interrupted: it took too long");
    } catch (RuntimeException | LinkageError bug) {
      return new Failed("internal error: " + bug);
    }
  }
}
