// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.net;

import dev.culvert.network.IpVersion;
import dev.culvert.network.Prefix;
import dev.culvert.win.capi.IpHelper;
import java.net.InetAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** MIB_IPFORWARD_ROW2 (netioapi.h, x64). */
final class RouteRow {
  static final int LUID = 0;
  static final int DESTINATION = 12;
  static final int PREFIX_LENGTH = 40;
  static final int NEXT_HOP = 44;
  static final int METRIC = 84;
  static final int PROTOCOL = 88;

  /** MIB_IPPROTO_NETMGMT: set by a program. */
  private static final int NETMGMT = 3;

  private RouteRow() {}

  /**
   * A row for one route.
   *
   * @param gateway null for the link itself, which has the next hop "any"
   */
  static Row of(
      IpHelper calls, long luid, Prefix destination, @Nullable InetAddress gateway, int metric) {
    byte[] bytes = new byte[IpHelper.ROUTE_ROW];
    calls.initializeIpForwardEntry(bytes);
    return new Row(bytes)
        .put64(LUID, luid)
        .putAddress(DESTINATION, destination.address())
        .put8(PREFIX_LENGTH, destination.length())
        .putAddress(NEXT_HOP, gateway == null ? any(destination.version()) : gateway)
        .put32(METRIC, metric)
        .put32(PROTOCOL, NETMGMT);
  }

  static Prefix destination(Row row) {
    return new Prefix(row.address(DESTINATION), row.i8(PREFIX_LENGTH));
  }

  /** The next hop; null for the link itself. */
  static @Nullable InetAddress gateway(Row row) {
    InetAddress hop = row.address(NEXT_HOP);
    return hop.isAnyLocalAddress() ? null : hop;
  }

  /** Whether both are the same route, whatever their metric. */
  static boolean same(Row one, Row other) {
    return one.i64(LUID) == other.i64(LUID)
        && destination(one).equals(destination(other))
        && Objects.equals(gateway(one), gateway(other));
  }

  private static InetAddress any(IpVersion version) {
    return InetAddress.ofLiteral(version == IpVersion.IPV4 ? "0.0.0.0" : "::");
  }
}
