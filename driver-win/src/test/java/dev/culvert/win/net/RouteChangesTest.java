// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.bytes.Bytes;
import dev.culvert.network.IpVersion;
import dev.culvert.network.NetChange.AddRoute;
import dev.culvert.network.NetChange.RemoveRoute;
import dev.culvert.network.NetworkPort.Outcome;
import dev.culvert.network.Prefix;
import dev.culvert.network.SystemRoute;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteChangesTest {
  private static final Prefix ALL = Prefix.of("0.0.0.0/0");
  private static final InetAddress ROUTER = InetAddress.ofLiteral("192.168.1.1");

  private final FakeIpHelper windows = new FakeIpHelper();
  private final long luid = windows.add("Culvert 1", 42);
  private final long ethernet = windows.add("Ethernet", 7);
  private final WindowsNetwork network = new WindowsNetwork(windows, _ -> {}, _ -> "");

  private static AddRoute route(String destination, String gateway, int metric) {
    return new AddRoute(
        Prefix.of(destination), "Culvert 1", InetAddress.ofLiteral(gateway), metric);
  }

  @Test
  void writesTheRowOfARouteByGateway() throws IOException {
    assertThat(network.apply(route("10.9.0.0/16", "10.8.0.1", 5))).isEqualTo(Outcome.MADE);

    byte[] expected = new byte[104];
    FakeIpHelper.fields(expected)
        .putLong(0, luid)
        .putShort(12, (short) 2)
        .put(16, new byte[] {10, 9, 0, 0})
        .put(40, (byte) 16)
        .putShort(44, (short) 2)
        .put(48, new byte[] {10, 8, 0, 1})
        .putInt(76, -1)
        .putInt(80, -1)
        .putInt(84, 5)
        .putInt(88, 3)
        .putInt(92, 0x01010101);
    assertThat(Bytes.copyOf(windows.routes.getFirst())).isEqualTo(Bytes.copyOf(expected));
  }

  @Test
  void writesTheRowOfAnOnLinkIpv6Route() throws IOException {
    network.apply(new AddRoute(Prefix.of("2000::/4"), "Culvert 1", null, 0));

    byte[] row = windows.routes.getFirst();
    assertThat(Bytes.copyOf(row, 12, 10).toHex()).isEqualTo("17000000000000002000");
    assertThat(row[40]).isEqualTo((byte) 4);
    assertThat(Bytes.copyOf(row, 44, 28).toHex()).isEqualTo("17" + "00".repeat(27));
    assertThat(FakeIpHelper.fields(row).getInt(84)).as("metric").isZero();
  }

  @Test
  void undoRemovesItAndCountsWhatIsGone() throws IOException {
    AddRoute route = route("10.9.0.0/16", "10.8.0.1", 0);
    network.apply(route);
    network.undo(route);
    assertThat(windows.routes).isEmpty();

    network.undo(route);
    windows.remove("Culvert 1");
    network.undo(route);
  }

  @Test
  void aRouteThatIsThereIsNotOurs() throws IOException {
    AddRoute route = route("10.9.0.0/16", "10.8.0.1", 5);
    windows.addRoute(luid, Prefix.of("10.9.0.0/16"), "10.8.0.1", 5);

    assertThat(network.isInPlace(route)).isTrue();
    assertThat(network.apply(route)).isEqualTo(Outcome.WAS_SO);
    assertThat(network.isInPlace(route("10.9.0.0/16", "10.8.0.2", 5))).isFalse();
    assertThat(network.isInPlace(route("10.9.0.0/17", "10.8.0.1", 5))).isFalse();
    assertThat(network.isInPlace(new AddRoute(route.destination(), "Ethernet", route.gateway(), 5)))
        .isFalse();
  }

  @Test
  void withoutAMetricAnyServes() throws IOException {
    // Windows makes such a route by itself for the prefix of an address.
    windows.addRoute(luid, Prefix.of("fd00::/64"), "::", 256);
    AddRoute wanted = new AddRoute(Prefix.of("fd00::/64"), "Culvert 1", null, 0);

    assertThat(network.isInPlace(wanted)).isTrue();
    assertThat(network.apply(wanted)).isEqualTo(Outcome.WAS_SO);
  }

  @Test
  void anotherMetricThanTheOneAskedForFails() throws IOException {
    windows.addRoute(luid, Prefix.of("10.9.0.0/16"), "10.8.0.1", 256);
    AddRoute wanted = route("10.9.0.0/16", "10.8.0.1", 5);

    assertThat(network.isInPlace(wanted)).isFalse();
    assertThatThrownBy(() -> network.apply(wanted))
        .hasMessage(
            "CreateIpForwardEntry2 failed: 5010 (exists already), route 10.9.0.0/16 via 10.8.0.1"
                + " dev Culvert 1 metric 5: the system has it with metric 256");
  }

  @Test
  void findsTheInterfaceByTheGateway() throws IOException {
    windows.addRoute(ethernet, Prefix.of("192.168.1.0/24"), "0.0.0.0", 256);
    AddRoute route = new AddRoute(Prefix.of("203.0.113.9/32"), null, ROUTER, 0);

    network.apply(route);
    assertThat(FakeIpHelper.fields(windows.routes.getLast()).getLong(0)).isEqualTo(ethernet);
    assertThat(network.isInPlace(route)).isTrue();

    network.undo(route);
    assertThat(windows.routes).hasSize(1);
  }

  @Test
  void undoFindsARouteWhoseGatewayIsOutOfReachNow() throws IOException {
    byte[] way = windows.addRoute(ethernet, Prefix.of("192.168.1.0/24"), "0.0.0.0", 256);
    AddRoute route = new AddRoute(Prefix.of("203.0.113.9/32"), null, ROUTER, 0);
    network.apply(route);
    windows.routes.remove(way);
    assertThat(windows.routes).hasSize(1);

    network.undo(route);
    assertThat(windows.routes).isEmpty();
  }

  @Test
  void aGatewayOutOfReachFails() {
    AddRoute route = new AddRoute(Prefix.of("203.0.113.9/32"), null, ROUTER, 0);

    assertThatThrownBy(() -> network.apply(route))
        .hasMessage(
            "GetBestRoute2 failed: 1231 (network unreachable),"
                + " route 203.0.113.9/32 via 192.168.1.1");
  }

  @Test
  void takesTheDefaultRouteAwayAndPutsItBackToTheByte() throws IOException {
    byte[] row = windows.addRoute(ethernet, ALL, "192.168.1.1", 3);
    FakeIpHelper.fields(row).putInt(88, 10).putInt(96, 777).putInt(76, 1800).putInt(80, 900);
    List<Bytes> before = windows.tables();
    SystemRoute saved = network.defaultRoute(IpVersion.IPV4).orElseThrow();
    assertThat(saved).hasToString("0.0.0.0/0 via 192.168.1.1 dev Ethernet metric 3");

    RemoveRoute change = new RemoveRoute(saved);
    assertThat(network.apply(change)).isEqualTo(Outcome.MADE);
    assertThat(windows.routes).isEmpty();
    assertThat(network.apply(change)).isEqualTo(Outcome.WAS_SO);

    network.undo(change);
    assertThat(windows.tables()).isEqualTo(before);
    network.undo(change);
    assertThat(windows.tables()).isEqualTo(before);
  }

  @Test
  void theDefaultRouteOfAnInterfaceThatIsGoneCannotComeBack() throws IOException {
    windows.addRoute(ethernet, ALL, "192.168.1.1", 0);
    RemoveRoute change = new RemoveRoute(network.defaultRoute(IpVersion.IPV4).orElseThrow());
    network.apply(change);
    windows.remove("Ethernet");

    network.undo(change);
    assertThat(windows.routes).isEmpty();
  }

  @Test
  void aRowOfAnotherSystemNeverReachesWindows() {
    RemoveRoute change =
        new RemoveRoute(new SystemRoute(ALL, "Ethernet", ROUTER, 0, Bytes.ofHex("0102")));

    assertThatThrownBy(() -> network.apply(change)).hasMessageContaining("no route of Windows");
    assertThatThrownBy(() -> network.undo(change)).hasMessageContaining("no route of Windows");
  }
}
