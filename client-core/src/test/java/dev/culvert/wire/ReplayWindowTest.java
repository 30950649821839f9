// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.testing.Vector;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayWindowTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "udp_default_64_15",
        "udp_long_form_time",
        "tcp_sequential_0_0",
        "udp_small_window_8"
      })
  void decidesAsTheReference(String name) {
    Vector sequence = Vector.file("replay-window").object("sequences").object(name);
    ReplayWindow window =
        new ReplayWindow(
            (int) sequence.number("window"), Duration.ofSeconds(sequence.number("time")));

    for (Vector step : sequence.objects("steps")) {
      boolean accepted =
          window.accept(
              step.number("id"), step.number("time"), TimeUnit.SECONDS.toNanos(step.number("now")));
      assertThat(accepted).as(step.toString()).isEqualTo(step.text("result").equals("accept"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 63, 64, 65, 1000, 65536})
  void noIdIsAcceptedTwiceAndNoneInTheWindowIsRefusedWhileUnseen(int size) {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    ReplayWindow window = new ReplayWindow(size, Duration.ZERO);
    Set<Long> seen = new HashSet<>();
    long highest = 0;
    for (int i = 0; i < 20_000; i++) {
      int jump = random.nextInt(10) == 0 ? 2 * size : Math.min(size, 5);
      long id = Math.max(1, highest - size - 2 + random.nextInt(size + jump + 3));
      boolean expected = id > highest || (id > highest - size && !seen.contains(id));
      assertThat(window.accept(id, 1)).as("seed %d, id %d", seed, id).isEqualTo(expected);
      seen.add(id);
      highest = Math.max(highest, id);
    }
  }
}
