// SPDX-License-Identifier: Apache-2.0
package dev.culvert.link;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.NetworkChannel;

/** IPv4 and IPv6, as sockets see them. */
final class Families {
  private Families() {}

  static ProtocolFamily of(InetSocketAddress address) {
    return address.getAddress() instanceof Inet4Address
        ? StandardProtocolFamily.INET
        : StandardProtocolFamily.INET6;
  }

  /** {@code 192.0.2.1:1194}, {@code [2001:db8::1]:1194}. */
  static String text(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  /** What the channel is bound to; any address and port when it is not, or not any more. */
  static InetSocketAddress local(NetworkChannel channel) {
    try {
      return channel.getLocalAddress() instanceof InetSocketAddress bound
          ? bound
          : new InetSocketAddress(0);
    } catch (IOException e) {
      return new InetSocketAddress(0);
    }
  }
}
