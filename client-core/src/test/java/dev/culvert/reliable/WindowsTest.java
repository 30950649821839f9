// SPDX-License-Identifier: Apache-2.0
package dev.culvert.reliable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.bytes.Bytes;
import dev.culvert.reliable.ReceiveWindow.Verdict;
import dev.culvert.time.Moment;
import dev.culvert.wire.Opcode;
import dev.culvert.wire.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WindowsTest {
  private static final SessionId PEER = new SessionId(9);
  private static final Moment START = new Moment(0);

  private final SendWindow send = new SendWindow(Duration.ofSeconds(2), 0);
  private final ReceiveWindow receive = new ReceiveWindow(0);
  private final AckQueue acks = new AckQueue();

  @Test
  void sixPacketsMayBeUnderWayFromTheLowestUnacknowledged() {
    fill(6);
    assertThat(send.hasRoom()).isFalse();

    send.onAck(3);
    assertThat(send.hasRoom()).as("0 still waits").isFalse();
    send.onAck(0);

    assertThat(send.hasRoom()).isTrue();
  }

  @Test
  void anUnacknowledgedPacketGoesOutAgainAfterDoubledTimes() {
    fill(1);

    assertThat(ids(at(0))).containsExactly(0L);
    assertThat(ids(at(1))).isEmpty();
    assertThat(ids(at(2))).containsExactly(0L);
    assertThat(ids(at(5))).isEmpty();
    assertThat(ids(at(6))).containsExactly(0L);
    assertThat(send.nextDeadline()).isEqualTo(at(14));
  }

  @Test
  void aPacketThatThreeLaterOnesOvertookGoesOutAtOnce() {
    fill(5);
    send.due(START);

    send.onAck(2);
    send.onAck(3);
    assertThat(ids(at(1))).isEmpty();
    send.onAck(4);

    assertThat(ids(at(1))).containsExactly(0L, 1L);
    assertThat(ids(at(1))).as("once").isEmpty();
  }

  @Test
  void theBurstHappensOnce() {
    fill(2);
    send.due(START);

    send.burst(at(1));
    assertThat(ids(at(1))).containsExactly(0L, 1L);
    send.burst(at(1));

    assertThat(ids(at(1))).isEmpty();
  }

  @Test
  void anAckOfSomethingElseMeansNothing() {
    fill(1);
    send.onAck(77);

    assertThat(send.allAcked()).isFalse();
    send.onAck(0);
    assertThat(send.allAcked()).isTrue();
    assertThat(send.nextDeadline()).isEqualTo(Moment.NEVER);
  }

  @Test
  void packetsComeOutInOrderOnceEach() {
    assertThat(offer(1)).isEqualTo(Verdict.ACCEPTED);
    assertThat(receive.next()).isEmpty();
    assertThat(offer(0)).isEqualTo(Verdict.ACCEPTED);
    assertThat(offer(1)).isEqualTo(Verdict.DUPLICATE);

    assertThat(receive.next()).isPresent();
    assertThat(receive.next()).isPresent();
    assertThat(receive.next()).isEmpty();
    assertThat(offer(0)).isEqualTo(Verdict.DUPLICATE);
  }

  @Test
  void twelvePacketsAheadAreKeptAndNoMore() {
    assertThat(offer(11)).isEqualTo(Verdict.ACCEPTED);
    assertThat(offer(12)).isEqualTo(Verdict.OUTSIDE);
  }

  @Test
  void newAcksComeFirstThenThoseToldMostRecently() {
    acks.add(0);
    acks.add(1);
    assertThat(acks.take(4, PEER).packetIds()).containsExactly(0L, 1L);
    assertThat(acks.pending()).isFalse();
    acks.add(2);

    // As captured from 2.6: the new one, then the others from the latest backwards.
    assertThat(acks.take(4, PEER).packetIds()).containsExactly(2L, 1L, 0L);
    assertThat(acks.take(1, PEER).packetIds()).containsExactly(2L);
  }

  @Test
  void theNinthPendingAckIsRefused() {
    LongStream.range(0, 8).forEach(id -> assertThat(acks.add(id)).isTrue());

    assertThat(acks.add(8)).isFalse();
    assertThat(acks.add(3)).as("it waits already").isTrue();
    assertThat(acks.take(8, PEER).packetIds()).hasSize(8);
  }

  private void fill(int count) {
    for (int i = 0; i < count; i++) {
      send.add(Opcode.CONTROL_V1, Bytes.EMPTY);
    }
  }

  private Verdict offer(long id) {
    return receive.offer(id, Opcode.CONTROL_V1, Bytes.EMPTY);
  }

  private List<Long> ids(Moment now) {
    return send.due(now).stream().map(SendWindow.Outgoing::packetId).toList();
  }

  private static Moment at(int seconds) {
    return START.plus(Duration.ofSeconds(seconds));
  }
}
