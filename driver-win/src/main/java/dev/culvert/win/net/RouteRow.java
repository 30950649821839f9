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

  /** Whether both are one route to Windows, which does not tell routes apart by their metric. */
  static boolean same(Row one, Row other) {
    return one.i64(LUID) == other.i64(LUID) && leadAlike(one, other);
  }

  /** Whether both have the same destination and next hop, on whatever interface. */
  static boolean leadAlike(Row one, Row other) {
    return destination(one).equals(destination(other))
        && Objects.equals(gateway(one), gateway(other));
  }

  /** Whether a route that is there does what is wanted; metric 0 asks for none in particular. */
  static boolean serves(Row there, Row wanted) {
    int metric = wanted.i32(METRIC);
    return same(there, wanted) && (metric == 0 || there.i32(METRIC) == metric);
  }

  /** Whether both could come from one {@link #of}, but for the interface. */
  static boolean madeAlike(Row one, Row other) {
    return leadAlike(one, other)
        && one.i32(METRIC) == other.i32(METRIC)
        && one.i32(PROTOCOL) == other.i32(PROTOCOL);
  }

  private static InetAddress any(IpVersion version) {
    return InetAddress.ofLiteral(version == IpVersion.IPV4 ? "0.0.0.0" : "::");
  }
}
