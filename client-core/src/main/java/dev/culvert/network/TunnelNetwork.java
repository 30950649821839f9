// SPDX-License-Identifier: Apache-2.0
package dev.culvert.network;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a negotiated tunnel wants of the system.
 *
 * @param device the open tunnel device
 * @param deviceIndex the system's number for it, 0 if it has none
 * @param mtu largest IP packet in bytes
 * @param ifconfig null for a tunnel without IPv4
 * @param ipv6 the address of {@code ifconfig-ipv6}; null for a tunnel without IPv6
 * @param routeGateway of {@code route-gateway}; null if there was none
 * @param routeMetric of {@code route-metric}, 0 for the system's default
 * @param redirect null to leave the default route alone
 * @param server where the tunnel's packets go; null while that is not known
 */
public record TunnelNetwork(
    String device,
    int deviceIndex,
    int mtu,
    @Nullable Ifconfig ifconfig,
    @Nullable Prefix ipv6,
    @Nullable Inet4Address routeGateway,
    int routeMetric,
    List<TunnelRoute> routes,
    @Nullable Redirect redirect,
    @Nullable InetAddress server) {
  public TunnelNetwork {
    routes = List.copyOf(routes);
  }

  /** {@code route-gateway}, else the remote end of {@code ifconfig}; null if there is neither. */
  @Nullable InetAddress vpnGateway() {
    if (routeGateway != null) {
      return routeGateway;
    }
    return ifconfig instanceof Ifconfig.PointToPoint ends ? ends.remote() : null;
  }
}
