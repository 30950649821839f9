// SPDX-License-Identifier: Apache-2.0
package dev.culvert.network;

import java.net.InetAddress;
import java.util.OptionalInt;

/**
 * A route that the profile or the peer wants.
 *
 * @param metric empty for the default of {@code route-metric}
 * @param directive as it was written, for notices
 */
public record TunnelRoute(
    Prefix destination, NextHop nextHop, OptionalInt metric, String directive) {
  /** Where a route leads. */
  public sealed interface NextHop {
    /** Through the tunnel: no gateway, {@code default}, or {@code vpn_gateway}. */
    record Tunnel() implements NextHop {}

    /** Around the tunnel: {@code net_gateway}, the gateway of the system's default route. */
    record SystemGateway() implements NextHop {}

    /** Through a gateway that was written as an address. */
    record Gateway(InetAddress address) implements NextHop {}
  }

  /** A route through the tunnel with the default metric. */
  public static TunnelRoute throughTunnel(Prefix destination, String directive) {
    return new TunnelRoute(destination, new NextHop.Tunnel(), OptionalInt.empty(), directive);
  }
}
