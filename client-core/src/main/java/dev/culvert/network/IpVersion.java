// SPDX-License-Identifier: Apache-2.0
package dev.culvert.network;

import java.net.Inet4Address;
import java.net.InetAddress;

/** The two address families, with the length of an address in bits. */
public enum IpVersion {
  IPV4(32),
  IPV6(128);

  private final int bits;

  IpVersion(int bits) {
    this.bits = bits;
  }

  public int bits() {
    return bits;
  }

  public static IpVersion of(InetAddress address) {
    return address instanceof Inet4Address ? IPV4 : IPV6;
  }
}
