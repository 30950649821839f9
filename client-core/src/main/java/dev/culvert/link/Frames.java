// SPDX-License-Identifier: Apache-2.0
package dev.culvert.link;

import dev.culvert.driver.PacketBatch;
import dev.culvert.driver.TransportLostException;
import java.nio.ByteBuffer;

/**
 * Packets in a byte stream: two bytes of length, most significant first and not counting
 * themselves, then the packet (openvpn-protocol 1.8). Pure, and allocates nothing.
 */
final class Frames {
  /** Bytes in front of each packet. */
  static final int HEADER = 2;

  /** The longest packet that the length can name. */
  static final int LONGEST = 0xffff;

  private Frames() {}

  /**
   * Takes whole packets out of the stream until the batch is full or none is left. What remains in
   * {@code in} is the beginning of a packet, or packets that found no room.
   *
   * @param in what has come, from position to limit; big enough for one packet of any length
   * @throws TransportLostException a packet of no bytes, or of more than a slot of the batch holds:
   *     where the next one begins is not known any more
   */
  static void take(ByteBuffer in, PacketBatch batch) throws TransportLostException {
    while (!batch.isFull() && in.remaining() >= HEADER) {
      int length = in.getShort(in.position()) & LONGEST;
      if (length == 0 || length > batch.room()) {
        throw new TransportLostException(
            "the stream holds a packet of "
                + length
                + " bytes where 1.."
                + batch.room()
                + " are possible");
      }
      if (in.remaining() < HEADER + length) {
        return;
      }
      in.position(in.position() + HEADER);
      in.get(batch.array(), batch.nextOffset(), length);
      batch.add(length);
    }
  }

  /** Adds a packet of 1..{@link #LONGEST} bytes, or nothing when it does not fit. */
  static boolean put(ByteBuffer out, byte[] array, int offset, int length) {
    if (out.remaining() < HEADER + length) {
      return false;
    }
    out.putShort((short) length).put(array, offset, length);
    return true;
  }
}
