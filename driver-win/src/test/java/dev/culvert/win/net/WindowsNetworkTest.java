// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.bytes.Bytes;
import dev.culvert.network.IpVersion;
import dev.culvert.network.NetChange;
import dev.culvert.network.NetChange.AddAddress;
import dev.culvert.network.NetChange.AddRoute;
import dev.culvert.network.NetChange.BringUp;
import dev.culvert.network.NetChange.RemoveRoute;
import dev.culvert.network.NetworkPort.Outcome;
import dev.culvert.network.Prefix;
import dev.culvert.network.SystemRoute;
import dev.culvert.win.capi.IpHelper;
import dev.culvert.win.capi.WindowsError;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Changes of the network as rows of IP Helper, over tables that are fake. Any system. */
class WindowsNetworkTest {
  private static final InetAddress GATEWAY = InetAddress.ofLiteral("10.8.0.1");
  private final Tables tables = new Tables();
  private final WindowsNetwork network =
      new WindowsNetwork(tables, time -> tables.tries++, name -> name + " has a filter");

  @Test
  void setsTheMtuOfBothFamiliesAndQuietsThem() throws Exception {
    assertThat(network.apply(new BringUp("Culvert", 1400))).isEqualTo(Outcome.MADE);
    assertThat(tables.interfaces).hasSize(2);
    Row row = new Row(tables.interfaces.getFirst());
    assertThat(row.i32(152)).as("NlMtu").isEqualTo(1400);
    assertThat(row.i32(144)).as("SitePrefixLength").isZero();
    assertThat(row.i32(148)).as("Metric is left").isEqualTo(25);
    network.apply(new BringUp("Culvert", 1200));
    assertThat(tables.interfaces).as("IPv6 needs 1280").hasSize(3);
    network.undo(new BringUp("Culvert", 1400));
  }

  @Test
  void anAddressComesAndGoes() throws Exception {
    AddAddress change = new AddAddress("Culvert", Prefix.of("10.8.0.2/24"), null);
    assertThat(network.apply(change)).isEqualTo(Outcome.MADE);
    Row row = new Row(tables.addresses.getFirst());
    assertThat(row.address(0).getHostAddress()).isEqualTo("10.8.0.2");
    assertThat(row.i64(32)).as("luid").isEqualTo(42);
    assertThat(row.i8(60)).as("OnLinkPrefixLength").isEqualTo(24);
    assertThat(row.i32(64)).as("DadState").isEqualTo(4);
    assertThat(network.apply(change)).isEqualTo(Outcome.WAS_SO);
    network.undo(change);
    network.undo(change);
    assertThat(tables.addresses).isEmpty();
  }

  @Test
  void aStaleAddressElsewhereIsNamed() throws Exception {
    network.apply(new AddAddress("Old", Prefix.of("10.8.0.2/24"), null));
    AddAddress change = new AddAddress("Culvert", Prefix.of("10.8.0.2/24"), null);
    assertThatThrownBy(() -> network.apply(change))
        .hasMessageContaining("5010")
        .hasMessageContaining("interface \"Old\" has that address");
  }

  @Test
  void aPointToPointAddressHasARouteToItsPeer() throws Exception {
    AddAddress change = new AddAddress("Culvert", Prefix.of("10.9.0.2/32"), GATEWAY);
    network.apply(change);
    Row route = new Row(tables.routes.getFirst());
    assertThat(RouteRow.destination(route)).isEqualTo(Prefix.of("10.8.0.1/32"));
    assertThat(RouteRow.gateway(route)).isNull();
    network.undo(change);
    assertThat(tables.routes).isEmpty();
    assertThat(tables.addresses).isEmpty();
    tables.routeError = 87;
    assertThatThrownBy(() -> network.apply(change)).hasMessageContaining("87");
    assertThat(tables.addresses).as("the first half was taken back").isEmpty();
  }

  @Test
  void anAddressThatTheStackDoesNotTakeIsTriedThenExplained() throws Exception {
    AddAddress change = new AddAddress("Culvert", Prefix.of("10.8.0.2/24"), null);
    tables.notFoundTimes = 3;
    assertThat(network.apply(change)).isEqualTo(Outcome.MADE);
    assertThat(tables.tries).isEqualTo(3);
    network.undo(change);
    tables.notFoundTimes = 1000;
    assertThatThrownBy(() -> network.apply(change))
        .hasMessageContaining("1168")
        .hasMessageContaining("Culvert has a filter");
  }

  @Test
  void aRouteComesAndGoesAndOneThatWasThereStays() throws Exception {
    AddRoute change = new AddRoute(Prefix.of("10.20.0.0/16"), "Culvert", GATEWAY, 7);
    assertThat(network.isInPlace(change)).isFalse();
    assertThat(network.apply(change)).isEqualTo(Outcome.MADE);
    Row row = new Row(tables.routes.getFirst());
    assertThat(row.i64(0)).isEqualTo(42);
    assertThat(row.address(12).getHostAddress()).isEqualTo("10.20.0.0");
    assertThat(row.i8(40)).isEqualTo(16);
    assertThat(row.address(44)).isEqualTo(GATEWAY);
    assertThat(row.i32(84)).isEqualTo(7);
    assertThat(row.i32(88)).isEqualTo(3);
    assertThat(network.isInPlace(change)).isTrue();
    assertThat(network.apply(change)).isEqualTo(Outcome.WAS_SO);
    network.undo(change);
    network.undo(change);
    assertThat(tables.routes).isEmpty();
  }

  @Test
  void findsTheInterfaceOfAGatewayAndTheWayToAServer() throws Exception {
    network.apply(new AddRoute(Prefix.of("0.0.0.0/0"), "Ethernet", ethernetGateway(), 0));
    network.apply(new AddRoute(Prefix.of("192.0.2.7/32"), null, ethernetGateway(), 0));
    assertThat(new Row(tables.routes.getLast()).i64(0)).isEqualTo(7);
    assertThat(network.routeTo(InetAddress.ofLiteral("192.0.2.7")).orElseThrow().device())
        .isEqualTo("Ethernet");
    assertThat(network.routeTo(InetAddress.ofLiteral("2001:db8::1"))).isEmpty();
  }

  @Test
  void theDefaultRouteIsRemovedAndComesBackByteForByte() throws Exception {
    network.apply(new AddRoute(Prefix.of("0.0.0.0/0"), "Old", ethernetGateway(), 90));
    network.apply(new AddRoute(Prefix.of("0.0.0.0/0"), "Ethernet", ethernetGateway(), 5));
    SystemRoute first = network.defaultRoute(IpVersion.IPV4).orElseThrow();
    assertThat(first.device()).as("the least metric").isEqualTo("Ethernet");
    NetChange change = new RemoveRoute(first);
    List<byte[]> before = List.copyOf(tables.routes);
    assertThat(network.apply(change)).isEqualTo(Outcome.MADE);
    assertThat(network.apply(change)).isEqualTo(Outcome.WAS_SO);
    assertThat(tables.routes).hasSize(1);
    network.undo(change);
    network.undo(change);
    assertThat(tables.routes).containsExactlyInAnyOrderElementsOf(before);
    assertThat(network.defaultRoute(IpVersion.IPV6)).isEmpty();
  }

  @Test
  void knowsDevicesByTheNamesOfTheirConnections() throws Exception {
    assertThat(network.deviceIndex("Culvert")).hasValue(142);
    assertThat(network.deviceIndex("Nobody")).isEmpty();
    assertThatThrownBy(() -> network.apply(new BringUp("Nobody", 1500)))
        .hasMessageContaining("interface \"Nobody\"");
    network.undo(new AddRoute(Prefix.of("10.0.0.0/8"), "Nobody", null, 0));
  }

  private static InetAddress ethernetGateway() {
    return InetAddress.ofLiteral("192.168.1.1");
  }

  /** IP Helper's tables in memory, with the errors that Microsoft documents. */
  private static final class Tables implements IpHelper {
    private static final Map<String, Long> LUIDS =
        Map.of("Culvert", 42L, "Ethernet", 7L, "Old", 9L);
    final List<byte[]> addresses = new ArrayList<>();
    final List<byte[]> routes = new ArrayList<>();
    final List<byte[]> interfaces = new ArrayList<>();
    int routeError;
    int notFoundTimes;
    int tries;

    @Override
    public void initializeUnicastIpAddressEntry(byte[] row) {
      Arrays.fill(row, (byte) 0);
    }

    @Override
    public int createUnicastIpAddressEntry(byte[] row) {
      if (notFoundTimes > 0) {
        notFoundTimes--;
        return WindowsError.NOT_FOUND;
      }
      if (addresses.stream().anyMatch(a -> Arrays.equals(a, 0, 28, row, 0, 28))) {
        return WindowsError.OBJECT_ALREADY_EXISTS;
      }
      addresses.add(row.clone());
      return 0;
    }

    @Override
    public int deleteUnicastIpAddressEntry(byte[] row) {
      boolean there =
          addresses.removeIf(
              a -> Arrays.equals(a, 0, 28, row, 0, 28) && Arrays.equals(a, 32, 40, row, 32, 40));
      return there ? 0 : WindowsError.NOT_FOUND;
    }

    @Override
    public Table getUnicastIpAddressTable(int family) {
      return table(addresses, 0, family);
    }

    private static Table table(List<byte[]> rows, int familyAt, int family) {
      byte[] all = new byte[0];
      for (byte[] row : rows) {
        if (row[familyAt] == family) {
          int length = all.length;
          all = Arrays.copyOf(all, length + row.length);
          System.arraycopy(row, 0, all, length, row.length);
        }
      }
      return new Table(0, Bytes.copyOf(all));
    }

    @Override
    public void initializeIpForwardEntry(byte[] row) {
      Arrays.fill(row, (byte) 0);
    }

    private static boolean sameRoute(byte[] one, byte[] other) {
      return RouteRow.same(new Row(one), new Row(other));
    }

    @Override
    public int createIpForwardEntry2(byte[] row) {
      if (routeError != 0) {
        return routeError;
      }
      if (routes.stream().anyMatch(r -> sameRoute(r, row))) {
        return WindowsError.OBJECT_ALREADY_EXISTS;
      }
      routes.add(row.clone());
      return 0;
    }

    @Override
    public int deleteIpForwardEntry2(byte[] row) {
      return routes.removeIf(r -> sameRoute(r, row)) ? 0 : WindowsError.NOT_FOUND;
    }

    @Override
    public Table getIpForwardTable2(int family) {
      return table(routes, 12, family);
    }

    @Override
    public int getBestRoute2(byte[] destination, byte[] route) {
      if (destination[0] != 2) {
        return WindowsError.NETWORK_UNREACHABLE;
      }
      new Row(route).put64(0, 7).putAddress(44, ethernetGateway()).putAddress(12, GATEWAY);
      return 0;
    }

    @Override
    public void initializeIpInterfaceEntry(byte[] row) {
      Arrays.fill(row, (byte) 0);
    }

    @Override
    public int getIpInterfaceEntry(byte[] row) {
      new Row(row).put32(148, 25).put32(144, 64).put8(156, 1);
      return 0;
    }

    @Override
    public int setIpInterfaceEntry(byte[] row) {
      interfaces.add(row.clone());
      return 0;
    }

    @Override
    public int convertInterfaceAliasToLuid(String alias, long[] luid) {
      luid[0] = LUIDS.getOrDefault(alias, 0L);
      return luid[0] == 0 ? 123 : 0;
    }

    @Override
    public int convertInterfaceGuidToLuid(byte[] guid, long[] luid) {
      luid[0] = 42;
      return 0;
    }

    @Override
    public int convertInterfaceLuidToAlias(long luid, char[] alias) {
      for (Map.Entry<String, Long> known : LUIDS.entrySet()) {
        if (known.getValue() == luid) {
          known.getKey().getChars(0, known.getKey().length(), alias, 0);
          return 0;
        }
      }
      return WindowsError.FILE_NOT_FOUND;
    }

    @Override
    public int convertInterfaceLuidToIndex(long luid, int[] index) {
      index[0] = (int) luid + 100;
      return 0;
    }
  }
}
