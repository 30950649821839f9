// SPDX-License-Identifier: Apache-2.0
package dev.culvert.proxy;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What stands in front of a datagram between us and a SOCKS relay (RFC 1928 7): two bytes of zero,
 * the fragment number zero, then the peer's IPv4 address and port.
 */
public final class SocksDatagram {
  /** Bytes of it. */
  public static final int HEADER = 10;

  private static final byte IPV4 = 1;

  private SocksDatagram() {}

  /** The header of datagrams to an IPv4 address. */
  public static byte[] to(InetSocketAddress peer) {
    if (!(peer.getAddress() instanceof Inet4Address address)) {
      throw new IllegalArgumentException("not an IPv4 address: " + peer);
    }
    return ByteBuffer.allocate(HEADER)
        .put(3, IPV4)
        .put(4, address.getAddress())
        .putShort(8, (short) peer.getPort())
        .array();
  }

  /** Whether a datagram with that header is whole and comes from the peer that ours go to. */
  public static boolean isFrom(byte[] header, byte[] ours) {
    return Arrays.equals(header, 0, HEADER, ours, 0, HEADER);
  }
}
