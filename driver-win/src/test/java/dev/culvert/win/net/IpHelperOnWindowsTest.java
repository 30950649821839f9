// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.driver.DriverException;
import dev.culvert.network.IpVersion;
import dev.culvert.network.NetChange;
import dev.culvert.network.NetChange.AddAddress;
import dev.culvert.network.NetChange.AddRoute;
import dev.culvert.network.NetChange.BringUp;
import dev.culvert.network.NetChange.RemoveRoute;
import dev.culvert.network.NetworkPort.Outcome;
import dev.culvert.network.Prefix;
import dev.culvert.network.RouteToPeer;
import dev.culvert.network.SystemRoute;
import dev.culvert.win.adapter.Waiting;
import dev.culvert.win.capi.IpHelper;
import dev.culvert.win.capi.NativeIpHelper;
import dev.culvert.win.capi.WindowsError;
import dev.culvert.win.testing.DeclaredAdapter;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The raw calls and the whole round through them, on a Windows or what stands in for one. */
@Tag("windows")
class IpHelperOnWindowsTest {
  private static final String TUNNEL = DeclaredAdapter.NAME;
  private static final InetAddress GATEWAY = InetAddress.ofLiteral("10.77.0.1");

  private DeclaredAdapter adapter;
  private IpHelper calls;
  private WindowsNetwork network;
  private List<String> before;

  @BeforeEach
  void open() {
    adapter = DeclaredAdapter.open();
    calls = new NativeIpHelper();
    network = new WindowsNetwork(calls, Waiting.real(), _ -> "");
    before = tables();
  }

  @AfterEach
  void close() {
    // Aborted before it was open on other systems.
    if (adapter != null) {
      adapter.close();
    }
  }

  /** What matters of each row; the age and the like change by themselves. */
  private List<String> tables() {
    List<String> all = new ArrayList<>();
    for (IpVersion version : IpVersion.values()) {
      int family = Row.family(version);
      for (Row row : rows(calls.getUnicastIpAddressTable(family), IpHelper.ADDRESS_ROW)) {
        all.add("%s on %x".formatted(AddressRow.address(row), row.i64(AddressRow.LUID)));
      }
      for (Row row : rows(calls.getIpForwardTable2(family), IpHelper.ROUTE_ROW)) {
        all.add(
            "%s via %s on %x metric %d protocol %d"
                .formatted(
                    RouteRow.destination(row),
                    RouteRow.gateway(row),
                    row.i64(RouteRow.LUID),
                    row.i32(RouteRow.METRIC),
                    row.i32(RouteRow.PROTOCOL)));
      }
    }
    return all;
  }

  private static List<Row> rows(IpHelper.Table table, int size) {
    assertThat(table.error()).isIn(WindowsError.SUCCESS, WindowsError.NOT_FOUND);
    assertThat(table.rows().length() % size).isZero();
    return Row.all(table.rows(), size);
  }

  @Test
  void theAdapterHasOneNameIndexAndLuid() throws IOException {
    AdapterInterface found = AdapterInterface.of(calls, adapter.guid());

    assertThat(found.index()).isEqualTo(DeclaredAdapter.INDEX);
    assertThat(found.isThere(calls)).isTrue();
    assertThat(network.deviceIndex(TUNNEL)).hasValue(found.index());
    assertThat(new Interfaces(calls).luid(TUNNEL, TUNNEL)).isEqualTo(found.luid());
    assertThat(new Interfaces(calls).name(found.luid())).isEqualTo(TUNNEL);
    assertThat(network.deviceIndex("no such connection")).isEmpty();
  }

  @Test
  void theTablesHoldTheLoopbackAddress() throws IOException {
    IpHelper.Table addresses = calls.getUnicastIpAddressTable(Row.AF_INET);

    assertThat(Row.all(addresses.rows(), IpHelper.ADDRESS_ROW))
        .extracting(AddressRow::address)
        .contains(Prefix.of("127.0.0.1/8"));
    assertThat(calls.getIpForwardTable2(999).error()).isEqualTo(WindowsError.INVALID_PARAMETER);
  }

  @Test
  void bringsTheAdapterUp() throws IOException {
    network.apply(new BringUp(TUNNEL, 1380));

    long luid = new Interfaces(calls).luid(TUNNEL, TUNNEL);
    for (IpVersion version : IpVersion.values()) {
      Row row = new Interfaces(calls).settings(luid, version, TUNNEL).orElseThrow();
      assertThat(row.i32(InterfaceRow.MTU)).isEqualTo(1380);
      assertThat(row.i32(InterfaceRow.DAD_TRANSMITS)).isZero();
      assertThat(row.i32(InterfaceRow.ROUTER_DISCOVERY)).isZero();
    }
  }

  @Test
  void makesAndUndoesAWholePlan() throws IOException {
    List<NetChange> plan =
        List.of(
            new BringUp(TUNNEL, 1500),
            new AddAddress(TUNNEL, Prefix.of("10.77.0.2/24"), null),
            new AddAddress(TUNNEL, Prefix.of("fd77::2/64"), null),
            new AddRoute(Prefix.of("0.0.0.0/1"), TUNNEL, GATEWAY, 0),
            new AddRoute(Prefix.of("10.78.0.0/16"), TUNNEL, GATEWAY, 7),
            new AddRoute(Prefix.of("2000::/4"), TUNNEL, null, 0),
            new AddRoute(Prefix.of("203.0.113.9/32"), null, GATEWAY, 0));
    for (NetChange change : plan) {
      assertThat(network.isInPlace(change)).as("%s", change).isFalse();
      assertThat(network.apply(change)).as("%s", change).isEqualTo(Outcome.MADE);
    }

    assertThat(tables()).hasSize(before.size() + 6);
    assertThat(network.routeTo(InetAddress.ofLiteral("10.78.1.1")))
        .contains(new RouteToPeer(TUNNEL, GATEWAY));
    assertThat(network.routeTo(InetAddress.ofLiteral("203.0.113.9")))
        .contains(new RouteToPeer(TUNNEL, GATEWAY));
    assertThat(network.routeTo(InetAddress.ofLiteral("2001:db8::1")))
        .contains(new RouteToPeer(TUNNEL, null));
    for (NetChange change : plan.subList(1, plan.size())) {
      assertThat(network.apply(change)).as("%s again", change).isEqualTo(Outcome.WAS_SO);
    }

    for (NetChange change : plan.reversed()) {
      network.undo(change);
    }
    assertThat(tables()).isEqualTo(before);
    for (NetChange change : plan.reversed()) {
      network.undo(change);
    }
  }

  @Test
  void makesAndUndoesAPointToPointAddress() throws IOException {
    NetChange change =
        new AddAddress(TUNNEL, Prefix.of("10.77.0.6/32"), InetAddress.ofLiteral("10.77.0.5"));

    assertThat(network.apply(change)).isEqualTo(Outcome.MADE);
    assertThat(network.routeTo(InetAddress.ofLiteral("10.77.0.5")))
        .contains(new RouteToPeer(TUNNEL, null));
    network.undo(change);

    assertThat(tables()).isEqualTo(before);
  }

  @Test
  void takesADefaultRouteAwayAndPutsItBack() throws IOException {
    AddRoute made = new AddRoute(Prefix.of("::/0"), TUNNEL, InetAddress.ofLiteral("fe80::8"), 3);
    network.apply(made);
    SystemRoute route = network.defaultRoute(IpVersion.IPV6).orElseThrow();
    assertThat(route.device()).isEqualTo(TUNNEL);
    List<String> with = tables();

    RemoveRoute change = new RemoveRoute(route);
    assertThat(network.apply(change)).isEqualTo(Outcome.MADE);
    assertThat(tables()).isEqualTo(before);
    network.undo(change);
    assertThat(tables()).isEqualTo(with);

    network.undo(made);
    assertThat(tables()).isEqualTo(before);
  }

  @Test
  void windowsRefusesWhatMakesNoSense() {
    AddRoute route =
        new AddRoute(Prefix.of("10.78.0.0/16"), TUNNEL, InetAddress.ofLiteral("fe80::8"), 0);

    assertThatThrownBy(() -> network.apply(route))
        .isInstanceOfSatisfying(
            DriverException.class,
            e -> assertThat(e.code()).isEqualTo(WindowsError.INVALID_PARAMETER))
        .hasMessageContaining("CreateIpForwardEntry2")
        .hasMessageContaining(route.toString());
    assertThat(tables()).isEqualTo(before);
  }
}
