// SPDX-License-Identifier: Apache-2.0
package dev.culvert.network;

import dev.culvert.network.NetChange.AddAddress;
import dev.culvert.network.NetChange.AddRoute;
import dev.culvert.network.NetChange.BringUp;
import dev.culvert.network.NetChange.RemoveRoute;
import dev.culvert.network.NetworkPlan.Omission;
import dev.culvert.network.TunnelRoute.NextHop;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a tunnel wants into changes: device, addresses, the host route to the server, the
 * default route, then the single routes (openvpn-protocol 6.10).
 */
public final class NetworkPlanner {
  private static final List<Prefix> HALVES =
      List.of(Prefix.of("0.0.0.0/1"), Prefix.of("128.0.0.0/1"));
  private static final Prefix ALL = Prefix.of("0.0.0.0/0");

  /** Everything that is routed in IPv6, without link-local and multicast addresses. */
  private static final List<Prefix> ALL_IPV6 =
      List.of(
          Prefix.of("::/3"), Prefix.of("2000::/4"), Prefix.of("3000::/4"), Prefix.of("fc00::/7"));

  private final TunnelNetwork wanted;
  private final SystemRoutes system;
  private final List<NetChange> changes = new ArrayList<>();
  private final List<NetChange> routes = new ArrayList<>();
  private final List<Omission> omissions = new ArrayList<>();

  private NetworkPlanner(TunnelNetwork wanted, SystemRoutes system) {
    this.wanted = wanted;
    this.system = system;
  }

  /**
   * The changes, in the order in which they are to be made.
   *
   * @param system as it is before the tunnel
   */
  public static NetworkPlan plan(TunnelNetwork wanted, SystemRoutes system) {
    return new NetworkPlanner(wanted, system).plan();
  }

  private NetworkPlan plan() {
    planDevice();
    if (wanted.redirect() != null) {
      planRedirect(wanted.redirect());
    }
    wanted.routes().forEach(this::planRoute);
    planServerRoute();
    changes.addAll(routes);
    return new NetworkPlan(wanted.device(), wanted.deviceIndex(), changes, omissions);
  }

  private void planDevice() {
    changes.add(new BringUp(wanted.device(), wanted.mtu()));
    switch (wanted.ifconfig()) {
      case null -> {}
      case Ifconfig.Subnet(var local, int length) ->
          changes.add(new AddAddress(wanted.device(), new Prefix(local, length), null));
      case Ifconfig.PointToPoint(var local, var remote) ->
          changes.add(new AddAddress(wanted.device(), Prefix.host(local), remote));
    }
    if (wanted.ipv6() != null) {
      changes.add(new AddAddress(wanted.device(), wanted.ipv6(), null));
    }
  }

  private void planRedirect(Redirect redirect) {
    String directive = redirect.kind().directive();
    for (Redirect.Flag flag :
        List.of(Redirect.Flag.BYPASS_DHCP, Redirect.Flag.BYPASS_DNS, Redirect.Flag.BLOCK_LOCAL)) {
      if (redirect.has(flag)) {
        omit(directive + " " + flag.word(), "this version does not do that");
      }
    }
    if (redirect.kind() == Redirect.Kind.PRIVATE) {
      return;
    }
    if (!redirect.has(Redirect.Flag.NOT_IPV4)) {
      redirectIpv4(redirect, directive);
    }
    if (redirect.has(Redirect.Flag.IPV6)) {
      redirectIpv6(directive);
    }
  }

  private void redirectIpv4(Redirect redirect, String directive) {
    InetAddress gateway = wanted.vpnGateway();
    if (gateway == null) {
      omit(directive, "the VPN gateway is not known (neither route-gateway nor ifconfig remote)");
    } else if (serverWouldBeLost(IpVersion.IPV4, redirect)) {
      omit(directive, "the system has no route to the server that could be kept");
    } else if (redirect.has(Redirect.Flag.DEF1)) {
      HALVES.forEach(half -> routes.add(throughTunnel(half, gateway, wanted.routeMetric())));
    } else {
      system.defaultIpv4().ifPresent(old -> routes.add(new RemoveRoute(old)));
      routes.add(throughTunnel(ALL, gateway, wanted.routeMetric()));
    }
  }

  private void redirectIpv6(String directive) {
    if (wanted.ipv6() == null) {
      omit(directive + " ipv6", "the tunnel has no IPv6 address");
    } else if (wanted.redirect() != null && serverWouldBeLost(IpVersion.IPV6, wanted.redirect())) {
      omit(directive + " ipv6", "the system has no route to the server that could be kept");
    } else {
      ALL_IPV6.forEach(part -> routes.add(throughTunnel(part, null, wanted.routeMetric())));
    }
  }

  /** Without a route around the tunnel, the tunnel's own packets would go into the tunnel. */
  private boolean serverWouldBeLost(IpVersion version, Redirect redirect) {
    InetAddress server = wanted.server();
    return !redirect.has(Redirect.Flag.LOCAL)
        && (server == null || IpVersion.of(server) == version)
        && system.toServer().isEmpty();
  }

  private void planRoute(TunnelRoute route) {
    Prefix destination = route.destination().network();
    int metric = route.metric().orElse(wanted.routeMetric());
    switch (route.nextHop()) {
      case NextHop.Tunnel _ -> planTunnelRoute(route, destination, metric);
      case NextHop.SystemGateway _ -> planSystemRoute(route, destination, metric);
      case NextHop.Gateway(var gateway) -> {
        if (IpVersion.of(gateway) == destination.version()) {
          String device = isInTunnel(gateway) ? wanted.device() : null;
          routes.add(new AddRoute(destination, device, gateway, metric));
        } else {
          omit(route.directive(), "the gateway is not of the destination's address family");
        }
      }
    }
  }

  private void planTunnelRoute(TunnelRoute route, Prefix destination, int metric) {
    switch (destination.version()) {
      case IPV4 -> {
        InetAddress gateway = wanted.vpnGateway();
        if (gateway == null) {
          omit(
              route.directive(),
              "it needs a gateway, and neither route-gateway nor ifconfig gives one");
        } else {
          routes.add(throughTunnel(destination, gateway, metric));
        }
      }
      case IPV6 -> {
        if (wanted.ipv6() == null) {
          omit(route.directive(), "the tunnel has no IPv6 address");
        } else {
          // A tun device has no neighbours to ask: the link itself is the way.
          routes.add(throughTunnel(destination, null, metric));
        }
      }
    }
  }

  private void planSystemRoute(TunnelRoute route, Prefix destination, int metric) {
    Optional<SystemRoute> old = system.defaultRoute(destination.version());
    if (old.isEmpty()) {
      omit(route.directive(), "the system has no default route, so net_gateway has no meaning");
      return;
    }
    routes.add(new AddRoute(destination, old.get().device(), old.get().gateway(), metric));
  }

  /** Before any route that would swallow the tunnel's own packets: the way to the server. */
  private void planServerRoute() {
    InetAddress server = wanted.server();
    if (server == null || server.isLoopbackAddress() || system.toServer().isEmpty()) {
      return;
    }
    RouteToPeer way = system.toServer().get();
    Redirect redirect = wanted.redirect();
    if (redirect != null && redirect.has(Redirect.Flag.LOCAL)) {
      return;
    }
    if (redirect != null && redirect.has(Redirect.Flag.AUTOLOCAL) && way.gateway() == null) {
      return;
    }
    boolean swallowed = routes.stream().anyMatch(route -> swallows(route, server));
    if (swallowed || (redirect != null && redirect.kind() == Redirect.Kind.PRIVATE)) {
      changes.add(new AddRoute(Prefix.host(server), way.device(), way.gateway(), 0));
    }
  }

  private boolean swallows(NetChange change, InetAddress server) {
    return change instanceof AddRoute route
        && wanted.device().equals(route.device())
        && route.destination().contains(server);
  }

  private AddRoute throughTunnel(Prefix destination, @Nullable InetAddress gateway, int metric) {
    return new AddRoute(destination, wanted.device(), gateway, metric);
  }

  private boolean isInTunnel(InetAddress gateway) {
    return switch (wanted.ifconfig()) {
      case Ifconfig.Subnet(var local, int length)
          when new Prefix(local, length).contains(gateway) ->
          true;
      case Ifconfig.PointToPoint ends when ends.remote().equals(gateway) -> true;
      case null, default -> wanted.ipv6() != null && wanted.ipv6().contains(gateway);
    };
  }

  private void omit(String directive, String reason) {
    omissions.add(new Omission(directive, reason));
  }
}
