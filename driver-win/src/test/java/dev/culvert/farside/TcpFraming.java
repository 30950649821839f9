// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import java.util.Arrays;
import java.util.function.Consumer;

/** Takes packets out of a stream in which each has a length of two bytes, big endian, in front. */
final class TcpFraming {
  private static final int PREFIX = 2;

  private final byte[] pending = new byte[PREFIX + UdpTransport.LARGEST];
  private int filled;

  /** A length of 0 or above 2048 drops what came with it; the next bytes begin a packet. */
  void accept(byte[] data, int length, Consumer<byte[]> packets) {
    int at = 0;
    while (at < length) {
      int wanted = filled < PREFIX ? PREFIX : PREFIX + size();
      int taken = Math.min(wanted - filled, length - at);
      System.arraycopy(data, at, pending, filled, taken);
      filled += taken;
      at += taken;
      if (filled == PREFIX && (size() == 0 || size() > UdpTransport.LARGEST)) {
        filled = 0;
        return;
      }
      if (filled > PREFIX && filled == PREFIX + size()) {
        packets.accept(Arrays.copyOfRange(pending, PREFIX, filled));
        filled = 0;
      }
    }
  }

  private int size() {
    return (pending[0] & 0xff) << 8 | (pending[1] & 0xff);
  }

  static byte[] framed(byte[] packet) {
    byte[] whole = new byte[PREFIX + packet.length];
    whole[0] = (byte) (packet.length >>> 8);
    whole[1] = (byte) packet.length;
    System.arraycopy(packet, 0, whole, PREFIX, packet.length);
    return whole;
  }
}
