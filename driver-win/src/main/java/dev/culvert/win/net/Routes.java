// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.net;

import static dev.culvert.win.capi.WindowsError.check;

import dev.culvert.driver.DriverException;
import dev.culvert.network.IpVersion;
import dev.culvert.network.NetChange.AddRoute;
import dev.culvert.network.NetworkPort.Outcome;
import dev.culvert.win.capi.IpHelper;
import dev.culvert.win.capi.WindowsError;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The routes of the active store. */
final class Routes {
  /** What a call says of a row, or of the interface in it, that is not there. */
  static final Set<Integer> GONE =
      Set.of(WindowsError.NOT_FOUND, WindowsError.FILE_NOT_FOUND, WindowsError.NO_SUCH_DEVICE);

  /** What GetBestRoute2 says where no route leads. */
  private static final Set<Integer> NO_WAY =
      Set.of(
          WindowsError.NOT_FOUND,
          WindowsError.FILE_NOT_FOUND,
          WindowsError.NOT_SUPPORTED,
          WindowsError.NETWORK_UNREACHABLE,
          WindowsError.HOST_UNREACHABLE);

  /** What a table call says where the family has no rows, or the machine not the family. */
  static final Set<Integer> NO_ROWS = Set.of(WindowsError.NOT_FOUND, WindowsError.NOT_SUPPORTED);

  private final IpHelper calls;
  private final Interfaces interfaces;

  Routes(IpHelper calls, Interfaces interfaces) {
    this.calls = calls;
    this.interfaces = interfaces;
  }

  /** The route that a packet would take; empty when there is none. */
  Optional<Row> best(InetAddress destination, String object) throws DriverException {
    byte[] found = new byte[IpHelper.ROUTE_ROW];
    int error = calls.getBestRoute2(Row.address(destination), found);
    if (NO_WAY.contains(error)) {
      return Optional.empty();
    }
    check(error, "GetBestRoute2", object);
    return Optional.of(new Row(found));
  }

  /** The default route that is used first, of those whose interface is connected. */
  Optional<Row> firstDefault(IpVersion version) throws DriverException {
    record Weighed(Row route, long metric) {}
    List<Weighed> found = new ArrayList<>();
    for (Row route : all(version, "default route")) {
      if (route.i8(RouteRow.PREFIX_LENGTH) == 0) {
        Optional<Row> owner =
            interfaces.settings(route.i64(RouteRow.LUID), version, "default route");
        if (owner.isPresent() && owner.get().i8(InterfaceRow.CONNECTED) != 0) {
          // Windows prefers the least sum of both (MIB_IPFORWARD_ROW2, Metric).
          long metric =
              Integer.toUnsignedLong(route.i32(RouteRow.METRIC))
                  + Integer.toUnsignedLong(owner.get().i32(InterfaceRow.METRIC));
          found.add(new Weighed(route, metric));
        }
      }
    }
    return found.stream().min(Comparator.comparingLong(Weighed::metric)).map(Weighed::route);
  }

  boolean has(AddRoute wanted) throws DriverException {
    Row row = row(wanted);
    return all(wanted.destination().version(), wanted.toString()).stream()
        .anyMatch(there -> RouteRow.serves(there, row));
  }

  Outcome add(AddRoute wanted) throws DriverException {
    return add(row(wanted), wanted.toString());
  }

  Outcome add(Row route, String object) throws DriverException {
    int error = calls.createIpForwardEntry2(route.bytes());
    if (error == WindowsError.OBJECT_ALREADY_EXISTS) {
      Optional<Row> there =
          all(RouteRow.destination(route).version(), object).stream()
              .filter(row -> RouteRow.same(row, route))
              .findFirst();
      if (there.isPresent() && RouteRow.serves(there.get(), route)) {
        return Outcome.WAS_SO;
      }
      if (there.isPresent()) {
        String metric = Integer.toUnsignedString(there.get().i32(RouteRow.METRIC));
        object += ": the system has it with metric " + metric;
      }
    }
    check(error, "CreateIpForwardEntry2", object);
    return Outcome.MADE;
  }

  /** Removes what {@link #add(AddRoute)} made. */
  void remove(AddRoute made) throws DriverException {
    String object = made.toString();
    InetAddress gateway = made.gateway();
    if (made.device() != null) {
      remove(row(made), object);
      return;
    }
    Optional<Row> way = best(Objects.requireNonNull(gateway), object);
    if (way.isPresent() && remove(row(made, way.get().i64(RouteRow.LUID)), object)) {
      return;
    }
    // The way to the gateway has changed since: the route stays where it was made.
    Row wanted = row(made, 0);
    for (Row row : all(made.destination().version(), object)) {
      if (RouteRow.madeAlike(row, wanted)) {
        remove(row, object);
        return;
      }
    }
  }

  /** Whether the route was there to be removed. */
  boolean remove(Row route, String object) throws DriverException {
    int error = calls.deleteIpForwardEntry2(route.bytes());
    if (GONE.contains(error)) {
      return false;
    }
    check(error, "DeleteIpForwardEntry2", object);
    return true;
  }

  /** Puts a route back. One that is there again, or whose interface is gone, counts as put back. */
  void restore(Row route, String object) throws DriverException {
    int error = calls.createIpForwardEntry2(route.bytes());
    if (error != WindowsError.OBJECT_ALREADY_EXISTS && !GONE.contains(error)) {
      check(error, "CreateIpForwardEntry2", object);
    }
  }

  private Row row(AddRoute route) throws DriverException {
    String object = route.toString();
    if (route.device() != null) {
      return row(route, interfaces.luid(route.device(), object));
    }
    InetAddress gateway = Objects.requireNonNull(route.gateway());
    Row way =
        best(gateway, object)
            .orElseThrow(
                () ->
                    WindowsError.failure(
                        "GetBestRoute2", WindowsError.NETWORK_UNREACHABLE, object));
    return row(route, way.i64(RouteRow.LUID));
  }

  private Row row(AddRoute route, long luid) {
    return RouteRow.of(calls, luid, route.destination(), route.gateway(), route.metric());
  }

  private List<Row> all(IpVersion version, String object) throws DriverException {
    IpHelper.Table table = calls.getIpForwardTable2(Row.family(version));
    if (NO_ROWS.contains(table.error())) {
      return List.of();
    }
    check(table.error(), "GetIpForwardTable2", object);
    return Row.all(table.rows(), IpHelper.ROUTE_ROW);
  }
}
