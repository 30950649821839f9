// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.net;

import static dev.culvert.win.capi.WindowsError.check;

import dev.culvert.driver.DriverException;
import dev.culvert.network.IpVersion;
import dev.culvert.network.Prefix;
import dev.culvert.win.capi.IpHelper;
import dev.culvert.win.capi.WindowsError;
import java.util.List;

/**
 * What Windows' tables say of one interface, IPv4: for the self-test, which reads back what was
 * set.
 *
 * @param mtu bytes; 0 when the IP stack does not have the interface
 */
public record InterfaceState(int mtu, List<Prefix> addresses, List<Prefix> routes) {
  public InterfaceState {
    addresses = List.copyOf(addresses);
    routes = List.copyOf(routes);
  }

  /** Reads all of it now. */
  public static InterfaceState read(IpHelper calls, AdapterInterface net) throws DriverException {
    Row settings = InterfaceRow.of(calls, net.luid(), IpVersion.IPV4);
    boolean there = calls.getIpInterfaceEntry(settings.bytes()) == WindowsError.SUCCESS;
    int family = Row.family(IpVersion.IPV4);
    List<Prefix> addresses =
        rows(
                calls.getUnicastIpAddressTable(family),
                "GetUnicastIpAddressTable",
                IpHelper.ADDRESS_ROW)
            .stream()
            .filter(row -> row.i64(AddressRow.LUID) == net.luid())
            .map(AddressRow::address)
            .toList();
    List<Prefix> routes =
        rows(calls.getIpForwardTable2(family), "GetIpForwardTable2", IpHelper.ROUTE_ROW).stream()
            .filter(row -> row.i64(RouteRow.LUID) == net.luid())
            .map(RouteRow::destination)
            .toList();
    return new InterfaceState(there ? settings.i32(InterfaceRow.MTU) : 0, addresses, routes);
  }

  private static List<Row> rows(IpHelper.Table table, String call, int size)
      throws DriverException {
    if (Routes.NO_ROWS.contains(table.error())) {
      return List.of();
    }
    check(table.error(), call, "IPv4");
    return Row.all(table.rows(), size);
  }
}
