// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.directive.Source;
import dev.culvert.network.Prefix;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The device, its addresses and the routes through it. A pushed set of the same options is laid
 * over the profile's ({@link PushedOptions}).
 *
 * @param device {@code tun} for the next free one, else its exact name
 * @param ifconfig IPv4 addresses
 * @param ifconfigIpv6 address with its prefix length
 * @param mtu {@code tun-mtu}, bytes
 * @param mss what {@code mssfix} says
 * @param routeMetric for routes that name none
 */
public record TunnelOptions(
    String device,
    boolean persist,
    Topology topology,
    Optional<Ifconfig> ifconfig,
    Optional<Prefix> ifconfigIpv6,
    int mtu,
    MssFix mss,
    List<Route> routes,
    Optional<InetAddress> routeGateway,
    OptionalInt routeMetric,
    boolean routeNoPull,
    Optional<RedirectGateway> redirect) {
  public TunnelOptions {
    routes = List.copyOf(routes);
  }

  /** How IPv4 addresses of a tunnel belong together. */
  public enum Topology {
    SUBNET,
    NET30,
    P2P
  }

  /** {@code ifconfig}: the second word is the peer's address, or the netmask in topology subnet. */
  public record Ifconfig(InetAddress local, InetAddress remoteOrMask) {}

  /**
   * {@code mssfix}.
   *
   * @param size bytes; 0 for off
   * @param basis what {@code size} counts
   */
  public record MssFix(int size, Basis basis) {
    /** What a size stands for. */
    public enum Basis {
      /** The packet on the wire with its IP and UDP headers: {@code mtu}. */
      WITH_HEADERS,
      /** The UDP payload. */
      PAYLOAD,
      /** The packet inside the tunnel: {@code fixed}. */
      INSIDE
    }
  }

  /**
   * {@code route} or {@code route-ipv6}.
   *
   * @param destination network, host bits zero
   */
  public record Route(Prefix destination, Gateway gateway, OptionalInt metric, Source source) {}

  /** Where a route leads. */
  public sealed interface Gateway {
    /** Through the tunnel. */
    record Vpn() implements Gateway {}

    /** Around the tunnel, by the gateway of before: {@code net_gateway}. */
    record Net() implements Gateway {}

    /** To one address. */
    record Address(InetAddress address) implements Gateway {}
  }

  /**
   * {@code redirect-gateway}, or {@code redirect-private}, which changes everything but the default
   * route.
   *
   * @param def1 two half routes instead of another default route
   * @param local the server is on the local network: no route to it
   */
  public record RedirectGateway(
      boolean defaultRoute,
      boolean def1,
      boolean local,
      boolean autolocal,
      boolean ipv4,
      boolean ipv6,
      boolean bypassDhcp,
      boolean bypassDns,
      boolean blockLocal,
      Source source) {}
}
