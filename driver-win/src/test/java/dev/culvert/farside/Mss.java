// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import java.nio.ByteBuffer;

/** The driver's clamp: the MSS option of TCP SYN packets is lowered, with its checksum. */
final class Mss {
  private static final int TCP = 6;
  private static final int SYN = 2;
  private static final int IPV6_LESS = 20;

  private Mss() {}

  /**
   * Lowers the option if it is there and larger.
   *
   * @param most largest TCP payload over IPv4; IPv6 has 20 bytes less; 0 for no clamp
   */
  static void clamp(byte[] packet, int offset, int length, int most) {
    if (most == 0 || length < 40) {
      return;
    }
    ByteBuffer ip = ByteBuffer.wrap(packet, offset, length).slice();
    boolean version4 = (ip.get(0) & 0xf0) == 0x40;
    int header = version4 ? (ip.get(0) & 0xf) * 4 : 40;
    int protocol = ip.get(version4 ? 9 : 6);
    if (protocol != TCP || length < header + 20 || (ip.get(header + 13) & SYN) == 0) {
      return;
    }
    int end = Math.min(length, header + ((ip.get(header + 12) & 0xf0) >> 4) * 4);
    int limit = version4 ? most : most - IPV6_LESS;
    for (int at = header + 20; at + 1 < end; ) {
      int kind = ip.get(at);
      if (kind == 0) {
        return;
      }
      int size = kind == 1 ? 1 : ip.get(at + 1) & 0xff;
      if (kind == 2 && size == 4 && (ip.getShort(at + 2) & 0xffff) > limit) {
        replace(ip, at + 2, header + 16, limit);
        return;
      }
      at += Math.max(1, size);
    }
  }

  /** RFC 1624: the checksum follows the change of one word (or two halves of neighbours). */
  private static void replace(ByteBuffer ip, int at, int checksumAt, int value) {
    int before = ip.getShort(at) & 0xffff;
    int swap = (at & 1) == 0 ? 0 : 8;
    int sum = ~ip.getShort(checksumAt) & 0xffff;
    sum += ~rotate(before, swap) & 0xffff;
    sum += rotate(value, swap);
    while (sum > 0xffff) {
      sum = (sum & 0xffff) + (sum >> 16);
    }
    ip.putShort(at, (short) value);
    ip.putShort(checksumAt, (short) ~sum);
  }

  private static int rotate(int word, int bits) {
    return ((word << bits) | (word >> (16 - bits))) & 0xffff;
  }
}
