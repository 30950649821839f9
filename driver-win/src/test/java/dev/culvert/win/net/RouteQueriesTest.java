// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.network.IpVersion;
import dev.culvert.network.Prefix;
import dev.culvert.network.RouteToPeer;
import dev.culvert.network.SystemRoute;
import java.io.IOException;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class RouteQueriesTest {
  private static final Prefix ALL = Prefix.of("0.0.0.0/0");

  private final FakeIpHelper windows = new FakeIpHelper();
  private final long ethernet = windows.add("Ethernet", 7);
  private final long wifi = windows.add("Wi-Fi", 8);
  private final WindowsNetwork network = new WindowsNetwork(windows, _ -> {}, _ -> "");

  private String defaultDevice() throws IOException {
    return network.defaultRoute(IpVersion.IPV4).map(SystemRoute::device).orElse("none");
  }

  @Test
  void findsTheWayToAnAddress() throws IOException {
    windows.addRoute(ethernet, ALL, "192.168.1.1", 0);
    windows.addRoute(ethernet, Prefix.of("192.168.1.0/24"), "0.0.0.0", 256);

    assertThat(network.routeTo(InetAddress.ofLiteral("203.0.113.9")))
        .contains(new RouteToPeer("Ethernet", InetAddress.ofLiteral("192.168.1.1")));
    assertThat(network.routeTo(InetAddress.ofLiteral("192.168.1.77")))
        .contains(new RouteToPeer("Ethernet", null));
    assertThat(network.routeTo(InetAddress.ofLiteral("2001:db8::1"))).isEmpty();
  }

  @Test
  void findsTheWayToAnIpv6Address() throws IOException {
    windows.addRoute(wifi, Prefix.of("::/0"), "fe80::1", 0);

    assertThat(network.routeTo(InetAddress.ofLiteral("2001:db8::1")))
        .contains(new RouteToPeer("Wi-Fi", InetAddress.ofLiteral("fe80::1")));
  }

  @Test
  void aFailureIsNotTheAbsenceOfARoute() {
    windows.fail("GetBestRoute2", 87);

    assertThatThrownBy(() -> network.routeTo(InetAddress.ofLiteral("203.0.113.9")))
        .hasMessage("GetBestRoute2 failed: 87 (invalid parameter), 203.0.113.9");
  }

  @Test
  void theLeastSumOfBothMetricsIsTheDefaultRoute() throws IOException {
    windows.addRoute(ethernet, ALL, "192.168.1.1", 10);
    windows.addRoute(wifi, ALL, "192.168.2.1", 20);
    windows.settings(ethernet, FakeIpHelper.IPV4).putInt(148, 35);
    windows.settings(wifi, FakeIpHelper.IPV4).putInt(148, 24);
    assertThat(defaultDevice()).isEqualTo("Wi-Fi");

    windows.settings(wifi, FakeIpHelper.IPV4).putInt(148, 26);
    assertThat(defaultDevice()).isEqualTo("Ethernet");
  }

  @Test
  void anInterfaceThatIsNotConnectedHasNoDefaultRoute() throws IOException {
    windows.addRoute(ethernet, ALL, "192.168.1.1", 0);
    windows.addRoute(wifi, ALL, "192.168.2.1", 500);
    windows.settings(ethernet, FakeIpHelper.IPV4).put(156, (byte) 0);
    assertThat(defaultDevice()).isEqualTo("Wi-Fi");

    windows.removeFamily(wifi, FakeIpHelper.IPV4);
    assertThat(defaultDevice()).isEqualTo("none");
  }

  @Test
  void halvesAreNoDefaultRoute() throws IOException {
    windows.addRoute(ethernet, Prefix.of("0.0.0.0/1"), "192.168.1.1", 0);

    assertThat(defaultDevice()).isEqualTo("none");
  }

  @Test
  void aMachineWithoutAFamilyHasNoRoutesOfIt() throws IOException {
    // 1168: no rows; 50: no such stack (GetIpForwardTable2).
    assertThat(network.defaultRoute(IpVersion.IPV6)).isEmpty();
    windows.fail("GetIpForwardTable2", 50);
    assertThat(network.defaultRoute(IpVersion.IPV6)).isEmpty();
    windows.fail("GetIpForwardTable2", 8);
    assertThatThrownBy(() -> network.defaultRoute(IpVersion.IPV6))
        .hasMessageContaining("GetIpForwardTable2 failed: 8");
  }

  @Test
  void routesToMappedAddressesStayIpv6() throws IOException {
    byte[] row = windows.addRoute(ethernet, Prefix.of("::/96"), "fe80::1", 0);
    // InetAddress makes an IPv4 address of ::ffff:0:0, whose prefix then cannot have 96 bits.
    row[12 + 8 + 10] = (byte) 0xff;
    row[12 + 8 + 11] = (byte) 0xff;
    windows.addRoute(ethernet, Prefix.of("::/0"), "fe80::1", 0);

    assertThat(network.defaultRoute(IpVersion.IPV6)).isPresent();
    assertThat(RouteRow.destination(new Row(row)).length()).isEqualTo(96);
  }
}
