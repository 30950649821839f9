// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wire;

import dev.culvert.bytes.ByteReader;
import dev.culvert.bytes.ByteWriter;
import dev.culvert.bytes.ShortInputException;
import dev.culvert.event.DropReason;
import dev.culvert.event.DroppedPacketException;

/** What any control packet shows before it is unwrapped; enough to route it, nothing is proven. */
public record ControlHeader(Opcode opcode, KeyId keyId, SessionId sessionId) {
  /** Opcode with key id, then the sender's session id. */
  public static final int LENGTH = 1 + SessionId.LENGTH;

  public static ControlHeader of(ControlPacket packet) {
    return new ControlHeader(packet.opcode(), packet.keyId(), packet.sessionId());
  }

  /** The nine bytes. */
  public byte[] encode() {
    return new ByteWriter(LENGTH)
        .u8(opcode.firstByte(keyId) & 0xff)
        .u64(sessionId.value())
        .toArray();
  }

  /**
   * Reads the first nine bytes.
   *
   * @throws DroppedPacketException TRUNCATED, UNKNOWN_OPCODE, MALFORMED for a session id of zero,
   *     WRONG_OPCODE_FOR_ROLE for a data packet
   */
  public static ControlHeader read(byte[] datagram) {
    try {
      ByteReader in = new ByteReader(datagram);
      int first = in.u8();
      Opcode opcode = Opcode.of(first);
      if (opcode.isData()) {
        throw new DroppedPacketException(DropReason.WRONG_OPCODE_FOR_ROLE);
      }
      long sessionId = in.u64();
      if (sessionId == 0) {
        throw new DroppedPacketException(DropReason.MALFORMED);
      }
      return new ControlHeader(opcode, Opcode.keyId(first), new SessionId(sessionId));
    } catch (ShortInputException e) {
      throw new DroppedPacketException(DropReason.TRUNCATED);
    }
  }
}
