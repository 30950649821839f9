// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

/** Lowers the maximum segment size that a TCP connection request announces. */
final class MssClamp {
  private static final int TCP = 6;
  private static final int SYN = 2;
  private static final int END_OF_OPTIONS = 0;
  private static final int NO_OPERATION = 1;
  private static final int MSS = 2;

  private MssClamp() {}

  /**
   * Changes the packet in place.
   *
   * @param mss largest segment over IPv4 in bytes; 20 less over IPv6; 0 changes nothing
   */
  static void clamp(byte[] packet, int mss) {
    if (mss <= 0 || packet.length < 20) {
      return;
    }
    if (packet[0] >> 4 == 4 && packet[9] == TCP && (u16(packet, 6) & 0x1fff) == 0) {
      segment(packet, (packet[0] & 0xf) * 4, mss);
    } else if (packet[0] >> 4 == 6 && packet.length >= 40 && packet[6] == TCP) {
      segment(packet, 40, mss - 20);
    }
  }

  private static void segment(byte[] packet, int tcp, int mss) {
    if (packet.length < tcp + 20 || (packet[tcp + 13] & SYN) == 0) {
      return;
    }
    int end = Math.min(packet.length, tcp + (packet[tcp + 12] >> 4 & 0xf) * 4);
    int at = tcp + 20;
    while (at < end && packet[at] != END_OF_OPTIONS) {
      if (packet[at] == NO_OPERATION) {
        at++;
        continue;
      }
      int length = at + 1 < end ? packet[at + 1] & 0xff : 0;
      if (length < 2 || at + length > end) {
        return;
      }
      if (packet[at] == MSS && length == 4 && u16(packet, at + 2) > mss) {
        replace(packet, tcp, at + 2, mss);
      }
      at += length;
    }
  }

  /** RFC 1624: the checksum changes by the difference; an odd offset turns the bytes around. */
  private static void replace(byte[] packet, int tcp, int at, int value) {
    int before = u16(packet, at);
    int sum = ~u16(packet, tcp + 16) & 0xffff;
    boolean odd = (at - tcp) % 2 != 0;
    sum += odd ? swap(~before & 0xffff) + swap(value) : (~before & 0xffff) + value;
    sum = (sum & 0xffff) + (sum >>> 16);
    sum = (sum & 0xffff) + (sum >>> 16);
    put(packet, at, value);
    put(packet, tcp + 16, ~sum & 0xffff);
  }

  private static int swap(int word) {
    return (word & 0xff) << 8 | word >>> 8;
  }

  private static int u16(byte[] packet, int at) {
    return (packet[at] & 0xff) << 8 | (packet[at + 1] & 0xff);
  }

  private static void put(byte[] packet, int at, int word) {
    packet[at] = (byte) (word >>> 8);
    packet[at + 1] = (byte) word;
  }
}
