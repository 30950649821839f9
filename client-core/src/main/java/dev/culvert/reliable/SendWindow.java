// SPDX-License-Identifier: Apache-2.0
package dev.culvert.reliable;

import dev.culvert.bytes.Bytes;
import dev.culvert.time.Moment;
import dev.culvert.wire.Opcode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What one key id has sent and the peer has not acknowledged (openvpn-protocol 1.3). It is given
 * the time and tells when it wants to be asked again; it sends nothing itself.
 */
public final class SendWindow {
  /** Ids from the lowest unacknowledged one that may be under way. */
  private static final int SIZE = 6;

  /** Later packets acknowledged before one counts as lost. */
  private static final int FAST_RETRANSMIT = 3;

  private final Duration timeout;
  private final List<Pending> pending = new ArrayList<>();
  private long nextId;
  private boolean burst;

  /**
   * @param timeout before the first retransmission; doubles with each
   * @param firstId of the first packet; those before have been acknowledged
   */
  public SendWindow(Duration timeout, long firstId) {
    this.timeout = timeout;
    this.nextId = firstId;
  }

  /** A packet to send. */
  public record Outgoing(Opcode opcode, long packetId, Bytes payload) {}

  public boolean hasRoom() {
    return pending.isEmpty() || nextId < pending.getFirst().packet.packetId + SIZE;
  }

  /** The id of the packet that is added next. */
  public long nextId() {
    return nextId;
  }

  /** Takes the next packet; there must be room. It is due at once. */
  public void add(Opcode opcode, Bytes payload) {
    if (!hasRoom()) {
      throw new IllegalStateException("send window is full");
    }
    pending.add(new Pending(new Outgoing(opcode, nextId++, payload), timeout));
  }

  /** What is to be sent now, in order; it counts as sent. */
  public List<Outgoing> due(Moment now) {
    List<Outgoing> due = new ArrayList<>();
    for (Pending packet : pending) {
      if (now.reached(packet.dueAt) || packet.overtaken >= FAST_RETRANSMIT) {
        packet.onSent(now);
        due.add(packet.packet);
      }
    }
    return due;
  }

  /** The peer has it. An id that is not under way means nothing. */
  public void onAck(long id) {
    if (pending.removeIf(packet -> packet.packet.packetId == id)) {
      for (Pending packet : pending) {
        if (packet.packet.packetId < id) {
          packet.overtaken++;
        }
      }
    }
  }

  /** The peer has just appeared: what it cannot have received is due at once, for one time. */
  public void burst(Moment now) {
    if (!burst) {
      burst = true;
      pending.forEach(packet -> packet.dueNow(now, timeout));
    }
  }

  public boolean allAcked() {
    return pending.isEmpty();
  }

  /** When {@link #due} has something next. */
  public Moment nextDeadline() {
    Moment next = Moment.NEVER;
    for (Pending packet : pending) {
      next = Moment.earlier(next, packet.dueAt);
    }
    return next;
  }

  private static final class Pending {
    private static final Moment AT_ONCE = new Moment(Long.MIN_VALUE / 2);

    private final Outgoing packet;
    private Duration timeout;
    private Moment dueAt = AT_ONCE;
    private int overtaken;

    Pending(Outgoing packet, Duration timeout) {
      this.packet = packet;
      this.timeout = timeout;
    }

    void onSent(Moment now) {
      dueAt = now.plus(timeout);
      timeout = timeout.multipliedBy(2);
      overtaken = 0;
    }

    void dueNow(Moment now, Duration firstTimeout) {
      dueAt = now;
      timeout = firstTimeout;
    }
  }
}
