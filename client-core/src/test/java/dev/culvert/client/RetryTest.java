// SPDX-License-Identifier: Apache-2.0
package dev.culvert.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.directive.Source;
import dev.culvert.driver.Transport;
import dev.culvert.profile.Remote;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryTest {
  private static final InetAddress ONE = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress TWO = InetAddress.ofLiteral("192.0.2.2");
  private static final Remote FIRST = remote("first", 1194);
  private static final Remote SECOND = remote("second", 443);

  @Test
  void thePauseDoublesAfterFourAttemptsAndEndsAtTheLongest() {
    RetryPause pause = new RetryPause(Duration.ofSeconds(1), Duration.ofSeconds(10), 1);
    List<Long> seconds = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      seconds.add(pause.failed().toSeconds());
    }

    assertThat(seconds).containsExactly(1L, 1L, 1L, 1L, 2L, 4L, 8L, 10L, 10L);
    pause.succeeded();
    assertThat(pause.failed()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void attemptsCountPerRemote() {
    RetryPause pause = new RetryPause(Duration.ofSeconds(1), Duration.ofSeconds(10), 2);
    pause.failed();
    assertThat(pause.exhausted(1)).isFalse();
    pause.failed();

    assertThat(pause.exhausted(1)).isTrue();
    assertThat(pause.exhausted(0)).as("no limit").isFalse();
  }

  @Test
  void eachAddressOfAnEntryComesOnceThenTheNextEntry() {
    Remotes remotes = new Remotes(List.of(FIRST, SECOND), false, new Random(1));

    assertThat(remotes.nextAddress()).isEmpty();
    assertThat(remotes.nextEntry()).isEqualTo(FIRST);
    remotes.resolved(List.of(ONE, TWO));
    assertThat(remotes.nextAddress().orElseThrow().getAddress()).isEqualTo(ONE);
    assertThat(remotes.nextAddress().orElseThrow().getPort()).isEqualTo(1194);
    assertThat(remotes.nextAddress()).isEmpty();
    assertThat(remotes.nextEntry()).isEqualTo(SECOND);
    assertThat(remotes.nextEntry()).isEqualTo(FIRST);
  }

  @Test
  void aRemoteThatWorkedIsTriedAgainFirst() {
    Remotes remotes = new Remotes(List.of(FIRST, SECOND), false, new Random(1));
    remotes.nextEntry();
    remotes.worked();

    assertThat(remotes.nextEntry()).isEqualTo(FIRST);
    assertThat(remotes.nextEntry()).as("once").isEqualTo(SECOND);
  }

  private static Remote remote(String host, int port) {
    return new Remote(host, port, Transport.UDP, new Source.FileLine("test.ovpn", 1));
  }
}
