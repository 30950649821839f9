// SPDX-License-Identifier: Apache-2.0
package dev.culvert.link;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.NetworkChannel;
import org.jspecify.annotations.Nullable;

/** IPv4 and IPv6, as sockets see them. */
final class Families {
  private Families() {}

  static ProtocolFamily of(InetSocketAddress address) {
    return isVersion4(address.getAddress())
        ? StandardProtocolFamily.INET
        : StandardProtocolFamily.INET6;
  }

  /** IPv4, also where an IPv6 socket shows it: Java takes the mapping off. */
  static boolean isVersion4(InetAddress address) {
    return address instanceof Inet4Address;
  }

  /**
   * What to bind for an address: {@code ::} means IPv4 as well, on a system without IPv6 that
   * alone.
   */
  static @Nullable InetSocketAddress toBind(@Nullable InetSocketAddress local) {
    return local != null && isEverywhere(local) ? new InetSocketAddress(local.getPort()) : local;
  }

  /** Whether that is {@code ::}, of both families. */
  static boolean isEverywhere(InetSocketAddress local) {
    return local.getAddress().isAnyLocalAddress() && !isVersion4(local.getAddress());
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
