// SPDX-License-Identifier: Apache-2.0
package dev.culvert.network;

import java.net.InetAddress;

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

  @Override
  public String toString() {
    return address.getHostAddress() + "/" + length;
  }
}
