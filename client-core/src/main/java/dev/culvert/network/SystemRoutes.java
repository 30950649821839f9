// SPDX-License-Identifier: Apache-2.0
package dev.culvert.network;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The system's routes as they were before the tunnel, as far as a plan depends on them. */
public record SystemRoutes(
    Optional<RouteToPeer> toServer,
    Optional<SystemRoute> defaultIpv4,
    Optional<SystemRoute> defaultIpv6) {
  public static final SystemRoutes NONE =
      new SystemRoutes(Optional.empty(), Optional.empty(), Optional.empty());

  /** Asks the system; to be done while no route of the tunnel is there. */
  public static SystemRoutes read(NetworkPort port, @Nullable InetAddress server)
      throws IOException {
    return new SystemRoutes(
        server == null ? Optional.empty() : port.routeTo(server),
        port.defaultRoute(IpVersion.IPV4),
        port.defaultRoute(IpVersion.IPV6));
  }

  Optional<SystemRoute> defaultRoute(IpVersion version) {
    return switch (version) {
      case IPV4 -> defaultIpv4;
      case IPV6 -> defaultIpv6;
    };
  }
}
