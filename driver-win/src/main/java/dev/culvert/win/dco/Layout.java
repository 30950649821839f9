// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.dco;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * One structure of the driver: zero at first, so that padding and unused union bytes carry nothing;
 * numbers little-endian, addresses and ports in network order; C's natural alignment.
 */
final class Layout {
  /** The union of SOCKADDR_IN and SOCKADDR_IN6. */
  static final int ADDRESS_SIZE = 28;

  private static final short AF_INET = 2;
  private static final short AF_INET6 = 23;

  private final ByteBuffer buffer;

  private Layout(byte[] bytes) {
    this.buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A structure to fill. */
  static Layout of(int size) {
    return new Layout(new byte[size]);
  }

  /** A structure that came from the driver; as long as it should be. */
  static Layout of(byte[] bytes, int size) {
    if (bytes.length < size) {
      throw new IllegalArgumentException(bytes.length + " bytes of " + size);
    }
    return new Layout(bytes);
  }

  byte[] bytes() {
    return buffer.array();
  }

  int i32(int offset) {
    return buffer.getInt(offset);
  }

  long i64(int offset) {
    return buffer.getLong(offset);
  }

  Layout put8(int offset, int value) {
    buffer.put(offset, (byte) value);
    return this;
  }

  Layout put32(int offset, int value) {
    buffer.putInt(offset, value);
    return this;
  }

  Layout put(int offset, byte[] bytes) {
    buffer.put(offset, bytes);
    return this;
  }

  /** SOCKADDR_IN or SOCKADDR_IN6, by the kind of address. */
  Layout putAddress(int offset, InetSocketAddress address) {
    InetAddress ip = address.getAddress();
    boolean version6 = ip instanceof Inet6Address;
    buffer.putShort(offset, version6 ? AF_INET6 : AF_INET);
    buffer.put(offset + 2, (byte) (address.getPort() >> 8));
    buffer.put(offset + 3, (byte) address.getPort());
    buffer.put(offset + (version6 ? 8 : 4), ip.getAddress());
    if (ip instanceof Inet6Address scoped) {
      buffer.putInt(offset + 24, scoped.getScopeId());
    }
    return this;
  }

  /** An address; empty when its family is neither IPv4 nor IPv6. */
  Optional<InetSocketAddress> address(int offset) {
    int port = ((buffer.get(offset + 2) & 0xff) << 8) | (buffer.get(offset + 3) & 0xff);
    return switch (buffer.getShort(offset)) {
      case AF_INET -> Optional.of(new InetSocketAddress(ip(offset + 4, 4), port));
      case AF_INET6 -> Optional.of(new InetSocketAddress(ip(offset + 8, 16), port));
      default -> Optional.empty();
    };
  }

  private InetAddress ip(int offset, int length) {
    byte[] bytes = new byte[length];
    buffer.get(offset, bytes);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError("an address has 4 or 16 bytes", e);
    }
  }
}
