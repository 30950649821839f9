// SPDX-License-Identifier: Apache-2.0
package dev.culvert.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.directive.FileResolver;
import dev.culvert.driver.CompressionFraming;
import dev.culvert.driver.DeviceId;
import dev.culvert.driver.Transport;
import dev.culvert.network.Ifconfig;
import dev.culvert.network.Redirect;
import dev.culvert.network.TunnelNetwork;
import dev.culvert.profile.ProfileException;
import dev.culvert.profile.ProfileReader;
import dev.culvert.profile.PushedOptions;
import dev.culvert.profile.TunnelOptions;
import dev.culvert.profile.TunnelOptions.MssFix;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NetworkWishTest {
  private static final DeviceId TUN = new DeviceId("tun0", 9);
  private static final Inet4Address SERVER = v4("192.0.2.9");
  private static final FileResolver FILES = (directory, name) -> "content";

  @Test
  void whatTheServerPushesIsLaidOverTheProfile() throws ProfileException {
    TunnelOptions own = profile("route 192.168.1.0 255.255.255.0\nroute-metric 5\n");
    PushedOptions pushed =
        PushedOptions.parse(
            List.of(
                "topology subnet",
                "ifconfig 10.8.0.2 255.255.255.0",
                "route-gateway 10.8.0.1",
                "route 192.168.2.0 255.255.255.0",
                "redirect-gateway def1",
                "tun-mtu 1400"));

    NetworkWish wish = new NetworkWish(own, Optional.of(pushed));
    TunnelNetwork network = wish.network(TUN, SERVER);

    assertThat(network.ifconfig()).isEqualTo(new Ifconfig.Subnet(v4("10.8.0.2"), 24));
    assertThat(network.routeGateway()).isEqualTo(v4("10.8.0.1"));
    assertThat(network.routes()).hasSize(2);
    assertThat(network.routeMetric()).isEqualTo(5);
    assertThat(network.mtu()).isEqualTo(1400);
    assertThat(network.redirect()).isNotNull();
    assertThat(network.server()).isEqualTo(SERVER);
  }

  @Test
  void routeNopullKeepsTheServersRoutesOut() throws ProfileException {
    PushedOptions pushed =
        PushedOptions.parse(List.of("route 192.168.2.0 255.255.255.0", "redirect-gateway def1"));

    TunnelNetwork network =
        new NetworkWish(profile("route-nopull\n"), Optional.of(pushed)).network(TUN, SERVER);

    assertThat(network.routes()).isEmpty();
    assertThat(network.redirect()).isNull();
  }

  @Test
  void aPointToPointEndUsesItsOwn() throws ProfileException {
    TunnelNetwork network =
        new NetworkWish(profile("ifconfig 10.9.0.1 10.9.0.2\nredirect-private\n"), Optional.empty())
            .network(TUN, null);

    assertThat(network.ifconfig())
        .isEqualTo(new Ifconfig.PointToPoint(v4("10.9.0.1"), v4("10.9.0.2")));
    assertThat(network.redirect())
        .isEqualTo(new Redirect(Redirect.Kind.PRIVATE, java.util.Set.of()));
  }

  @Test
  void mssfixLeavesWhatOpenVpnLeaves() {
    MssFix byDefault = new MssFix(1492, MssFix.Basis.WITH_HEADERS);

    assertThat(
            MssClampSize.of(byDefault, SERVER, Transport.UDP, true, false, CompressionFraming.NONE))
        .isEqualTo(1400);
    assertThat(
            MssClampSize.of(
                byDefault,
                InetAddress.ofLiteral("2001:db8::1"),
                Transport.UDP,
                true,
                false,
                CompressionFraming.NONE))
        .isEqualTo(1380);
    assertThat(
            MssClampSize.of(
                new MssFix(0, MssFix.Basis.PAYLOAD),
                SERVER,
                Transport.UDP,
                true,
                false,
                CompressionFraming.NONE))
        .isZero();
    assertThat(
            MssClampSize.of(
                new MssFix(1400, MssFix.Basis.INSIDE),
                SERVER,
                Transport.UDP,
                true,
                false,
                CompressionFraming.NONE))
        .isEqualTo(1360);
    assertThat(
            MssClampSize.of(byDefault, SERVER, Transport.UDP, true, false, CompressionFraming.BYTE))
        .isEqualTo(1399);
  }

  private static TunnelOptions profile(String lines) throws ProfileException {
    return new ProfileReader(FILES)
        .read("test.ovpn", "client\nremote 192.0.2.9\ndev tun\nca ca\ncert cert\nkey key\n" + lines)
        .tunnel();
  }

  private static Inet4Address v4(String text) {
    return (Inet4Address) InetAddress.ofLiteral(text);
  }
}
