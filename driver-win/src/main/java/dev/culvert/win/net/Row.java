// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.net;

import dev.culvert.bytes.Bytes;
import dev.culvert.network.IpVersion;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One row of IP Helper's: numbers little-endian, addresses in network order. */
final class Row {
  /** SOCKADDR_INET: SOCKADDR_IN or SOCKADDR_IN6 in one place. */
  static final int SOCKADDR_INET = 28;

  /** Where the address begins in it, for each family. */
  static final int IPV4_BYTES = 4;

  static final int IPV6_BYTES = 8;

  static final int AF_INET = 2;
  static final int AF_INET6 = 23;

  private final byte[] bytes;
  private final ByteBuffer buffer;

  Row(byte[] bytes) {
    this.bytes = bytes;
    this.buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  static int family(IpVersion version) {
    return version == IpVersion.IPV4 ? AF_INET : AF_INET6;
  }

  /** A destination on its own, as GetBestRoute2 takes it. */
  static byte[] address(InetAddress address) {
    Row row = new Row(new byte[SOCKADDR_INET]);
    row.putAddress(0, address);
    return row.bytes;
  }

  /** The rows of a table. */
  static List<Row> all(Bytes table, int size) {
    byte[] bytes = table.toArray();
    List<Row> rows = new ArrayList<>();
    for (int at = 0; at + size <= bytes.length; at += size) {
      rows.add(new Row(Arrays.copyOfRange(bytes, at, at + size)));
    }
    return rows;
  }

  /** The array itself, for calls that fill it. */
  byte[] bytes() {
    return bytes;
  }

  int i8(int offset) {
    return buffer.get(offset) & 0xff;
  }

  int i32(int offset) {
    return buffer.getInt(offset);
  }

  long i64(int offset) {
    return buffer.getLong(offset);
  }

  Row put8(int offset, int value) {
    buffer.put(offset, (byte) value);
    return this;
  }

  Row put16(int offset, int value) {
    buffer.putShort(offset, (short) value);
    return this;
  }

  Row put32(int offset, int value) {
    buffer.putInt(offset, value);
    return this;
  }

  Row put64(int offset, long value) {
    buffer.putLong(offset, value);
    return this;
  }

  Row putAddress(int offset, InetAddress address) {
    byte[] ip = address.getAddress();
    boolean version4 = ip.length == 4;
    put16(offset, version4 ? AF_INET : AF_INET6);
    buffer.put(offset + (version4 ? IPV4_BYTES : IPV6_BYTES), ip);
    return this;
  }

  InetAddress address(int offset) {
    boolean version4 = buffer.getShort(offset) != AF_INET6;
    byte[] ip = new byte[version4 ? 4 : 16];
    buffer.get(offset + (version4 ? IPV4_BYTES : IPV6_BYTES), ip);
    try {
      // The general factory would turn an IPv6 address that maps an IPv4 one into the latter.
      return version4 ? InetAddress.getByAddress(ip) : Inet6Address.getByAddress(null, ip, -1);
    } catch (UnknownHostException e) {
      throw new AssertionError("an address has 4 or 16 bytes", e);
    }
  }
}
