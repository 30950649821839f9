// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import java.net.Inet4Address;
import java.net.InetAddress;

/** Which addresses a {@code proto} word lets in: {@code udp} both, {@code udp4}, {@code udp6}. */
public enum Family {
  ANY,
  IPV4,
  IPV6;

  /** The family that a word of {@code proto} asks for. */
  static Family of(String proto) {
    return proto.contains("4") ? IPV4 : proto.contains("6") ? IPV6 : ANY;
  }

  public boolean admits(InetAddress address) {
    return this == ANY || (this == IPV4) == (address instanceof Inet4Address);
  }

  /** {@code IPv4}, {@code IPv6}; nothing for both. */
  @Override
  public String toString() {
    return switch (this) {
      case ANY -> "";
      case IPV4 -> "IPv4";
      case IPV6 -> "IPv6";
    };
  }
}
