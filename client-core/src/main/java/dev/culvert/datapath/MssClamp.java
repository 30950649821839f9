// SPDX-License-Identifier: Apache-2.0
package dev.culvert.datapath;

/**
 * Lowers the maximum segment size in TCP SYN packets, so that what the two ends send fits the
 * tunnel (openvpn-protocol 5.10, RFC 9293 3.7.1).
 */
final class MssClamp {
  private static final int TCP = 6;
  private static final int TCP_HEADER = 20;
  private static final int IPV6_HEADER = 40;
  private static final int SYN = 0x02;
  private static final int OPTION_END = 0;
  private static final int OPTION_NOTHING = 1;
  private static final int OPTION_MSS = 2;

  /** An IPv6 header has 20 bytes more than an IPv4 header. */
  private static final int IPV6_EXTRA = 20;

  private MssClamp() {}

  /**
   * @param mss largest TCP payload over IPv4, in bytes; 0 to leave the packet alone
   */
  static void clamp(byte[] array, int offset, int length, int mss) {
    if (mss == 0 || length < TCP_HEADER) {
      return;
    }
    int version = (array[offset] & 0xff) >>> 4;
    if (version == 4) {
      clamp4(array, offset, length, mss);
    } else if (version == 6 && mss > IPV6_EXTRA) {
      clamp6(array, offset, length, mss - IPV6_EXTRA);
    }
  }

  private static void clamp4(byte[] array, int offset, int length, int mss) {
    boolean firstFragment = (u16(array, offset + 6) & 0x1fff) == 0;
    if (array[offset + 9] == TCP && firstFragment) {
      int header = (array[offset] & 0x0f) * 4;
      clampTcp(array, offset + header, length - header, mss);
    }
  }

  private static void clamp6(byte[] array, int offset, int length, int mss) {
    if (length >= IPV6_HEADER && array[offset + 6] == TCP) {
      clampTcp(array, offset + IPV6_HEADER, length - IPV6_HEADER, mss);
    }
  }

  private static void clampTcp(byte[] array, int tcp, int length, int mss) {
    if (length < TCP_HEADER || (array[tcp + 13] & SYN) == 0) {
      return;
    }
    int headerLength = ((array[tcp + 12] & 0xf0) >>> 4) * 4;
    int end = Math.min(headerLength, length);
    int at = TCP_HEADER;
    while (at < end && array[tcp + at] != OPTION_END) {
      if (array[tcp + at] == OPTION_NOTHING) {
        at++;
        continue;
      }
      int size = at + 1 < end ? array[tcp + at + 1] & 0xff : 0;
      if (size < 2 || at + size > end) {
        return;
      }
      if (array[tcp + at] == OPTION_MSS && size == 4) {
        lower(array, tcp, at + 2, mss);
      }
      at += size;
    }
  }

  private static void lower(byte[] array, int tcp, int valueAt, int mss) {
    int old = u16(array, tcp + valueAt);
    if (old <= mss) {
      return;
    }
    put16(array, tcp + valueAt, mss);
    // At an odd place the two bytes count for different 16-bit words, so they change places.
    boolean odd = (valueAt & 1) != 0;
    int sum = updated(u16(array, tcp + 16), odd ? swap(old) : old, odd ? swap(mss) : mss);
    put16(array, tcp + 16, sum);
  }

  /** RFC 1624, equation 3. */
  private static int updated(int checksum, int before, int after) {
    int sum = (~checksum & 0xffff) + (~before & 0xffff) + after;
    sum = (sum & 0xffff) + (sum >>> 16);
    sum = (sum & 0xffff) + (sum >>> 16);
    return ~sum & 0xffff;
  }

  private static int swap(int value) {
    return (value & 0xff) << 8 | (value >>> 8);
  }

  private static int u16(byte[] array, int at) {
    return (array[at] & 0xff) << 8 | (array[at + 1] & 0xff);
  }

  private static void put16(byte[] array, int at, int value) {
    array[at] = (byte) (value >>> 8);
    array[at + 1] = (byte) value;
  }
}
