// SPDX-License-Identifier: Apache-2.0
package dev.culvert.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Routes while the tunnel is up and after it. Needs root on Linux, /dev/net/tun and openvpn, ip,
 * ping, openssl, env.
 */
@Tag("interop")
final class RoutesTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String TO_SERVER =
      Namespaces.SERVER + " via " + Namespaces.CLIENT_GATEWAY + " dev eth0";

  @RegisterExtension final Rig rig = new Rig();

  @Test
  void redirectGatewayDef1CoversTheDefaultRouteByTwoHalves() {
    Snapshot before = Snapshot.of(rig.client());
    rig.server().ip("addr add 192.168.55.1/32 dev lo");
    Program subject = connect("push \"redirect-gateway def1\"");

    assertThat(routes())
        .contains("0.0.0.0/1 via 10.8.0.1 dev tun", "128.0.0.0/1 via 10.8.0.1 dev tun", TO_SERVER)
        .contains("default via " + Namespaces.CLIENT_GATEWAY + " dev eth0");
    // Without the tunnel this address would go to the router, which does not know it.
    Echo.flows(rig.client(), "192.168.55.1");
    leave(subject, before);
  }

  @Test
  void plainRedirectGatewayReplacesTheDefaultRoute() {
    Snapshot before = Snapshot.of(rig.client());
    Program subject = connect("push redirect-gateway");

    assertThat(routes())
        .contains("default via 10.8.0.1 dev tun", TO_SERVER)
        .doesNotContain("default via " + Namespaces.CLIENT_GATEWAY);
    leave(subject, before);
  }

  @Test
  void addsPushedRoutesThroughTheTunnel() {
    Snapshot before = Snapshot.of(rig.client());
    rig.server().ip("addr add 192.168.55.1/32 dev lo");
    rig.server().ip("addr add fd55::1/128 dev lo");
    Program subject =
        connect(
            "push \"route 192.168.55.0 255.255.255.0\"",
            "push \"route 192.168.56.0 255.255.255.0 vpn_gateway 77\"",
            "push \"route 192.168.57.0 255.255.255.0 net_gateway\"",
            "server-ipv6 fd08::/64",
            "push \"route-ipv6 fd55::/64\"");

    assertThat(routes())
        .contains("192.168.55.0/24 via 10.8.0.1 dev tun")
        .containsPattern("192\\.168\\.56\\.0/24 via 10\\.8\\.0\\.1 dev tun\\d+ metric 77")
        .contains("192.168.57.0/24 via " + Namespaces.CLIENT_GATEWAY + " dev eth0");
    assertThat(rig.client().ip("-6 route")).containsPattern("fd55::/64 .*dev tun");
    Echo.flows(rig.client(), "192.168.55.1");
    Echo.flows(rig.client(), "fd55::1");
    leave(subject, before);
  }

  @Test
  void addsTheRoutesOfTheProfileThroughThePushedGateway() {
    Snapshot before = Snapshot.of(rig.client());
    OpenVpnServer.start(rig, OpenVpnServer.config(Pki.Kind.EC, "push \"route-gateway 10.8.0.9\""));
    Program subject =
        rig.subject(ClientProfile.withFiles(Pki.Kind.EC, "route 192.168.58.0 255.255.255.0"));
    subject.log.await("Initialization Sequence Completed", SOON);

    assertThat(routes()).containsPattern("192\\.168\\.58\\.0/24 via 10\\.8\\.0\\.[19] dev tun");
    leave(subject, before);
  }

  private Program connect(String... serverLines) {
    OpenVpnServer.start(rig, OpenVpnServer.config(Pki.Kind.EC, serverLines));
    Program subject = rig.subject(ClientProfile.withFiles(Pki.Kind.EC));
    subject.log.await("Initialization Sequence Completed", SOON);
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);
    return subject;
  }

  private String routes() {
    return rig.client().ip("route");
  }

  private void leave(Program subject, Snapshot before) {
    subject.signal("TERM");
    assertThat(subject.awaitExit(SOON)).isZero();
    assertThat(Snapshot.of(rig.client())).isEqualTo(before);
  }
}
