// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import dev.culvert.bytes.Bytes;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads an input structure of uapi/ovpn-dco.h front to back, little endian. What nobody reads must
 * be zero: stale bytes there mean that the client did not clear its memory.
 */
final class Structure {
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 23;
  private static final int ADDRESS_UNION = 28;

  private final ByteBuffer in;

  Structure(Bytes input) {
    this.in = ByteBuffer.wrap(input.toArray()).order(ByteOrder.LITTLE_ENDIAN);
  }

  int u8() {
    return in.get() & 0xff;
  }

  int i32() {
    return in.getInt();
  }

  Bytes bytes(int length) {
    byte[] copy = new byte[length];
    in.get(copy);
    return Bytes.copyOf(copy);
  }

  void zero(int length, String what) throws Deviation {
    for (int i = 0; i < length; i++) {
      if (in.get() != 0) {
        throw new Deviation(NtStatus.INVALID_PARAMETER, what + " is not zero");
      }
    }
  }

  /** SOCKADDR_IN or SOCKADDR_IN6 in 28 bytes; port and address in network order. */
  InetSocketAddress address(String what) throws Deviation {
    int family = in.getShort();
    int port = u8() << 8 | u8();
    return switch (family) {
      case AF_INET -> {
        InetAddress address = inet(bytes(4));
        zero(ADDRESS_UNION - 8, what + ": sin_zero or the rest of the union");
        yield new InetSocketAddress(address, port);
      }
      case AF_INET6 -> {
        zero(4, what + ": sin6_flowinfo");
        Bytes raw = bytes(16);
        int scope = i32();
        Inet6Address address = inet6(raw, scope);
        if (scope != 0 && !address.isLinkLocalAddress()) {
          throw new Deviation(NtStatus.INVALID_PARAMETER, what + ": sin6_scope_id is not zero");
        }
        yield new InetSocketAddress(address, port);
      }
      default ->
          throw new Deviation(NtStatus.INVALID_DEVICE_REQUEST, what + ": address family " + family);
    };
  }

  private static InetAddress inet(Bytes raw) {
    try {
      return InetAddress.getByAddress(raw.toArray());
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Stays an IPv6 address even where it is a mapped IPv4 one. */
  private static Inet6Address inet6(Bytes raw, int scope) {
    try {
      return Inet6Address.getByAddress(null, raw.toArray(), scope == 0 ? -1 : scope);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
