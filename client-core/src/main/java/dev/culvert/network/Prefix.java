// SPDX-License-Identifier: Apache-2.0
package dev.culvert.network;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * An address with the length of its network part in bits.
 *
 * @param length 0 to 32, or to 128 for IPv6
 */
public record Prefix(InetAddress address, int length) {
  public Prefix {
    if (length < 0 || length > address.getAddress().length * 8) {
      throw new IllegalArgumentException("prefix length " + length);
    }
  }

  /** The prefix that is one address. */
  public static Prefix host(InetAddress address) {
    return new Prefix(address, IpVersion.of(address).bits());
  }

  /** Reads {@code ADDRESS/LENGTH}; anything else is an IllegalArgumentException. */
  public static Prefix of(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("no length in " + text);
    }
    InetAddress address = InetAddress.ofLiteral(text.substring(0, slash));
    return new Prefix(address, Integer.parseInt(text.substring(slash + 1)));
  }

  public IpVersion version() {
    return IpVersion.of(address);
  }

  /** The same with zeros behind the network part, as a route's destination has to be. */
  public Prefix network() {
    byte[] bytes = address.getAddress();
    for (int bit = length; bit < bytes.length * 8; bit++) {
      bytes[bit / 8] &= (byte) ~(0x80 >> bit % 8);
    }
    try {
      return new Prefix(InetAddress.getByAddress(bytes), length);
    } catch (UnknownHostException e) {
      throw new AssertionError("an address has 4 or 16 bytes", e);
    }
  }

  public boolean contains(InetAddress other) {
    return IpVersion.of(other) == version()
        && new Prefix(other, length).network().address().equals(network().address());
  }

  @Override
  public String toString() {
    return address.getHostAddress() + "/" + length;
  }
}
