// SPDX-License-Identifier: Apache-2.0
package dev.culvert.reliable;

import dev.culvert.bytes.Bytes;
import dev.culvert.wire.Opcode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Puts the peer's packets of one key id into order (openvpn-protocol 1.3). */
public final class ReceiveWindow {
  private static final int SIZE = 12;

  private final Map<Long, Incoming> waiting = new HashMap<>();
  private long nextId;

  /**
   * @param firstId of the first packet that is delivered; those before have been taken
   */
  public ReceiveWindow(long firstId) {
    this.nextId = firstId;
  }

  /** What became of a packet. */
  public enum Verdict {
    /** New; to be acknowledged. */
    ACCEPTED,
    /** Had it before; to be acknowledged again, since the peer has missed that. */
    DUPLICATE,
    /** Too far ahead to be kept; not to be acknowledged. */
    OUTSIDE
  }

  /** A packet in its turn. */
  public record Incoming(Opcode opcode, Bytes payload) {}

  public Verdict offer(long id, Opcode opcode, Bytes payload) {
    if (id >= nextId + SIZE) {
      return Verdict.OUTSIDE;
    }
    if (id < nextId || waiting.containsKey(id)) {
      return Verdict.DUPLICATE;
    }
    waiting.put(id, new Incoming(opcode, payload));
    return Verdict.ACCEPTED;
  }

  /** The next packet in order, once. */
  public Optional<Incoming> next() {
    Incoming packet = waiting.remove(nextId);
    if (packet == null) {
      return Optional.empty();
    }
    nextId++;
    return Optional.of(packet);
  }
}
