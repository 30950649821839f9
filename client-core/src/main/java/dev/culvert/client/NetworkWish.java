// SPDX-License-Identifier: Apache-2.0
package dev.culvert.client;

import dev.culvert.driver.DeviceId;
import dev.culvert.network.Ifconfig;
import dev.culvert.network.Prefix;
import dev.culvert.network.Redirect;
import dev.culvert.network.TunnelNetwork;
import dev.culvert.network.TunnelRoute;
import dev.culvert.network.TunnelRoute.NextHop;
import dev.culvert.profile.PushedOptions;
import dev.culvert.profile.TunnelOptions;
import dev.culvert.profile.TunnelOptions.Gateway;
import dev.culvert.profile.TunnelOptions.RedirectGateway;
import dev.culvert.profile.TunnelOptions.Route;
import dev.culvert.profile.TunnelOptions.Topology;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a tunnel wants of the system: the profile's own options with the server's laid over them.
 */
final class NetworkWish {
  private final TunnelOptions own;
  private final Optional<PushedOptions> pushed;

  NetworkWish(TunnelOptions own, Optional<PushedOptions> pushed) {
    this.own = own;
    this.pushed = pushed;
  }

  /** Largest IP packet in bytes. */
  int mtu() {
    return pushed.map(p -> p.tunMtu().orElse(own.mtu())).orElse(own.mtu());
  }

  /** Everything, for that device and a server at {@code server} (null if nobody knows). */
  TunnelNetwork network(DeviceId device, @Nullable InetAddress server) {
    return new TunnelNetwork(
        device.name(),
        device.index(),
        mtu(),
        ifconfig(),
        pushed.flatMap(PushedOptions::ifconfigIpv6).or(own::ifconfigIpv6).orElse(null),
        routeGateway(),
        pushed
            .map(p -> p.routeMetric().orElse(own.routeMetric().orElse(0)))
            .orElse(own.routeMetric().orElse(0)),
        routes(),
        redirect(),
        server);
  }

  private @Nullable Ifconfig ifconfig() {
    TunnelOptions.Ifconfig words =
        pushed.flatMap(PushedOptions::ifconfig).or(own::ifconfig).orElse(null);
    if (words == null
        || !(words.local() instanceof Inet4Address local)
        || !(words.remoteOrMask() instanceof Inet4Address other)) {
      return null;
    }
    Topology topology = pushed.flatMap(PushedOptions::topology).orElse(own.topology());
    return topology == Topology.SUBNET
        ? new Ifconfig.Subnet(local, maskLength(other))
        : new Ifconfig.PointToPoint(local, other);
  }

  private static int maskLength(Inet4Address mask) {
    int length = 0;
    for (byte b : mask.getAddress()) {
      length += Integer.bitCount(b & 0xff);
    }
    return length;
  }

  private @Nullable Inet4Address routeGateway() {
    InetAddress gateway =
        pushed.flatMap(PushedOptions::routeGateway).or(own::routeGateway).orElse(null);
    return gateway instanceof Inet4Address v4 ? v4 : null;
  }

  private List<TunnelRoute> routes() {
    List<TunnelRoute> all = new ArrayList<>();
    own.routes().forEach(route -> all.add(route(route)));
    if (!own.routeNoPull()) {
      pushed.ifPresent(p -> p.routes().forEach(route -> all.add(route(route))));
    }
    return all;
  }

  private static TunnelRoute route(Route route) {
    NextHop hop =
        switch (route.gateway()) {
          case Gateway.Vpn() -> new NextHop.Tunnel();
          case Gateway.Net() -> new NextHop.SystemGateway();
          case Gateway.Address(InetAddress address) -> new NextHop.Gateway(address);
        };
    Prefix destination = route.destination();
    String directive = destination.address() instanceof Inet4Address ? "route" : "route-ipv6";
    return new TunnelRoute(
        destination, hop, route.metric(), route.source() + ": " + directive + " " + destination);
  }

  private @Nullable Redirect redirect() {
    Optional<RedirectGateway> fromServer =
        own.routeNoPull() ? Optional.empty() : pushed.flatMap(PushedOptions::redirect);
    return fromServer.or(own::redirect).map(NetworkWish::redirect).orElse(null);
  }

  private static Redirect redirect(RedirectGateway wanted) {
    Set<Redirect.Flag> flags = EnumSet.noneOf(Redirect.Flag.class);
    add(flags, Redirect.Flag.DEF1, wanted.def1());
    add(flags, Redirect.Flag.LOCAL, wanted.local());
    add(flags, Redirect.Flag.AUTOLOCAL, wanted.autolocal());
    add(flags, Redirect.Flag.NOT_IPV4, !wanted.ipv4());
    add(flags, Redirect.Flag.IPV6, wanted.ipv6());
    add(flags, Redirect.Flag.BYPASS_DHCP, wanted.bypassDhcp());
    add(flags, Redirect.Flag.BYPASS_DNS, wanted.bypassDns());
    add(flags, Redirect.Flag.BLOCK_LOCAL, wanted.blockLocal());
    return new Redirect(
        wanted.defaultRoute() ? Redirect.Kind.GATEWAY : Redirect.Kind.PRIVATE, flags);
  }

  private static void add(Set<Redirect.Flag> flags, Redirect.Flag flag, boolean set) {
    if (set) {
      flags.add(flag);
    }
  }
}
