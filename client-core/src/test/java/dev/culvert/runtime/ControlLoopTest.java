// SPDX-License-Identifier: Apache-2.0
package dev.culvert.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.time.Moment;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ControlLoopTest {
  private final BlockingQueue<String> happened = new LinkedBlockingQueue<>();
  private final ControlLoop loop =
      ControlLoop.start(bug -> happened.add("bug " + bug.getMessage()));

  @AfterEach
  void end() throws InterruptedException {
    loop.close();
    assertThat(loop.awaitEnd(10)).isTrue();
  }

  @Test
  void tasksRunInOrderAndTimersInTime() throws InterruptedException {
    // Later than this thread can be held up between two lines on a busy machine.
    Moment soon = loop.now().plus(Duration.ofMillis(500));
    loop.at(soon.plus(Duration.ofMillis(1)), () -> happened.add("later"));
    loop.at(soon, () -> happened.add("soon"));
    loop.execute(() -> happened.add("now"));

    assertThat(List.of(next(), next(), next())).containsExactly("now", "soon", "later");
  }

  @Test
  void aCancelledTimerDoesNotRun() throws InterruptedException {
    Moment soon = loop.now().plus(Duration.ofMillis(500));
    loop.at(soon, () -> happened.add("cancelled")).cancel();
    loop.at(soon.plus(Duration.ofMillis(1)), () -> happened.add("other"));

    assertThat(next()).isEqualTo("other");
  }

  @Test
  void aTaskThatThrowsIsToldAndTheLoopGoesOn() throws InterruptedException {
    loop.execute(
        () -> {
          throw new IllegalStateException("of ours");
        });
    loop.execute(() -> happened.add("next"));

    assertThat(List.of(next(), next())).containsExactly("bug of ours", "next");
  }

  private String next() throws InterruptedException {
    String text = happened.poll(10, TimeUnit.SECONDS);
    return text == null ? "nothing" : text;
  }
}
