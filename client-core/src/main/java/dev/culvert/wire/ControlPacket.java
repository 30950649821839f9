// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wire;

import dev.culvert.bytes.Bytes;

/**
 * A control packet without its wrapping.
 *
 * @param sessionId the sender's
 * @param packetId number within the key id, 0 to 2^32-1; {@link #NO_PACKET_ID} in an ACK_V1, which
 *     has neither number nor payload
 * @param payload TLS bytes; in a hard reset of tls-crypt-v2 the early negotiation
 */
public record ControlPacket(
    Opcode opcode, KeyId keyId, SessionId sessionId, AckRecord acks, long packetId, Bytes payload) {
  public static final long NO_PACKET_ID = -1;

  public ControlPacket {
    if (opcode.isData()) {
      throw new IllegalArgumentException(opcode + " is not a control packet");
    }
    if ((opcode == Opcode.ACK_V1) != (packetId == NO_PACKET_ID)) {
      throw new IllegalArgumentException("packet id " + packetId + " in " + opcode);
    }
  }

  public static ControlPacket ack(KeyId keyId, SessionId sessionId, AckRecord acks) {
    return new ControlPacket(Opcode.ACK_V1, keyId, sessionId, acks, NO_PACKET_ID, Bytes.EMPTY);
  }
}
