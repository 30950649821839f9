// SPDX-License-Identifier: Apache-2.0
package dev.culvert.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.bytes.Bytes;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NetworkPlannerTest {
  private static final Inet4Address LOCAL = (Inet4Address) InetAddress.ofLiteral("10.8.0.2");
  private static final Inet4Address PEER = (Inet4Address) InetAddress.ofLiteral("10.8.0.1");
  private static final InetAddress SERVER = InetAddress.ofLiteral("203.0.113.7");
  private static final InetAddress ROUTER = InetAddress.ofLiteral("192.0.2.1");
  private static final SystemRoutes SYSTEM =
      new SystemRoutes(
          Optional.of(new RouteToPeer("eth0", ROUTER)),
          Optional.of(new SystemRoute(Prefix.of("0.0.0.0/0"), "eth0", ROUTER, 100, Bytes.EMPTY)),
          Optional.empty());

  private static NetworkPlan plan(
      Ifconfig ifconfig, SystemRoutes system, @Nullable Set<Redirect.Flag> flags) {
    return NetworkPlanner.plan(
        new TunnelNetwork(
            "tun0",
            3,
            1500,
            ifconfig,
            null,
            null,
            0,
            List.of(TunnelRoute.throughTunnel(Prefix.of("10.20.1.1/16"), "route 10.20.1.1")),
            flags == null ? null : new Redirect(Redirect.Kind.GATEWAY, flags),
            SERVER),
        system);
  }

  private static List<String> texts(NetworkPlan plan) {
    return plan.changes().stream().map(Object::toString).toList();
  }

  @Test
  void def1GoesAroundTheDefaultRouteAfterTheWayToTheServer() {
    Ifconfig ends = new Ifconfig.PointToPoint(LOCAL, PEER);
    assertThat(texts(plan(ends, SYSTEM, Set.of(Redirect.Flag.DEF1))))
        .containsExactly(
            "tun0 up, mtu 1500",
            "address 10.8.0.2/32 peer 10.8.0.1 on tun0",
            "route 203.0.113.7/32 via 192.0.2.1 dev eth0",
            "route 0.0.0.0/1 via 10.8.0.1 dev tun0",
            "route 128.0.0.0/1 via 10.8.0.1 dev tun0",
            "route 10.20.0.0/16 via 10.8.0.1 dev tun0");
  }

  @Test
  void withoutDef1TheDefaultRouteIsReplaced() {
    Ifconfig ends = new Ifconfig.PointToPoint(LOCAL, PEER);
    assertThat(texts(plan(ends, SYSTEM, Set.of())))
        .containsSubsequence(
            "route 203.0.113.7/32 via 192.0.2.1 dev eth0",
            "removal of route 0.0.0.0/0 via 192.0.2.1 dev eth0 metric 100",
            "route 0.0.0.0/0 via 10.8.0.1 dev tun0");
  }

  @Test
  void withoutAGatewayOrAWayToTheServerItSaysWhatIsLeftOut() {
    NetworkPlan noGateway = plan(new Ifconfig.Subnet(LOCAL, 24), SYSTEM, Set.of());
    assertThat(texts(noGateway))
        .containsExactly("tun0 up, mtu 1500", "address 10.8.0.2/24 on tun0");
    assertThat(noGateway.omissions())
        .extracting(NetworkPlan.Omission::directive)
        .containsExactly("redirect-gateway", "route 10.20.1.1");
    NetworkPlan noWay =
        plan(new Ifconfig.PointToPoint(LOCAL, PEER), SystemRoutes.NONE, Set.of(Redirect.Flag.IPV6));
    assertThat(noWay.omissions().toString())
        .contains(
            "no route to the server", "redirect-gateway ipv6: the tunnel has no IPv6 address");
  }
}
