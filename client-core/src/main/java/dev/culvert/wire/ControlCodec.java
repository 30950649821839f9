// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wire;

import dev.culvert.bytes.ByteReader;
import dev.culvert.bytes.ByteWriter;
import dev.culvert.bytes.ShortInputException;
import dev.culvert.event.DropReason;
import dev.culvert.event.DroppedPacketException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a control packet: what follows opcode and session id, before wrapping
 * (openvpn-protocol 1.2).
 *
 * <pre>
 * size   1        4 × n      8 if n > 0       4            rest
 *      +--------+----------+----------------+-----------+-----------+
 *      | n acks | ack ids  | peer's session | packet id | TLS bytes |
 *      +--------+----------+----------------+-----------+-----------+
 *                                             not in an ACK_V1
 * </pre>
 */
public final class ControlCodec {
  private ControlCodec() {}

  public static byte[] encodeBody(ControlPacket packet) {
    AckRecord acks = packet.acks();
    ByteWriter out = new ByteWriter(64 + packet.payload().length()).u8(acks.packetIds().size());
    acks.packetIds().forEach(out::u32);
    SessionId peer = acks.peer();
    if (peer != null) {
      out.u64(peer.value());
    }
    if (packet.opcode() != Opcode.ACK_V1) {
      out.u32(packet.packetId()).bytes(packet.payload());
    }
    return out.toArray();
  }

  /**
   * Reads a body.
   *
   * @throws DroppedPacketException TRUNCATED; MALFORMED for more than eight acks, a session id of
   *     zero or bytes behind an ACK_V1
   */
  public static ControlPacket decodeBody(
      Opcode opcode, KeyId keyId, SessionId sessionId, byte[] body, int offset, int length) {
    try {
      ByteReader in = new ByteReader(body, offset, length);
      AckRecord acks = readAcks(in);
      if (opcode != Opcode.ACK_V1) {
        long packetId = in.u32();
        return new ControlPacket(opcode, keyId, sessionId, acks, packetId, in.rest());
      }
      if (in.remaining() > 0) {
        throw new DroppedPacketException(DropReason.MALFORMED);
      }
      return ControlPacket.ack(keyId, sessionId, acks);
    } catch (ShortInputException e) {
      throw new DroppedPacketException(DropReason.TRUNCATED);
    }
  }

  private static AckRecord readAcks(ByteReader in) {
    int count = in.u8();
    if (count == 0) {
      return AckRecord.NONE;
    }
    if (count > AckRecord.MAX) {
      throw new DroppedPacketException(DropReason.MALFORMED);
    }
    List<Long> ids = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ids.add(in.u32());
    }
    return new AckRecord(ids, nonZero(in.u64()));
  }

  private static @Nullable SessionId nonZero(long value) {
    if (value == 0) {
      throw new DroppedPacketException(DropReason.MALFORMED);
    }
    return new SessionId(value);
  }
}
