// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.net;

import static dev.culvert.win.capi.WindowsError.check;

import dev.culvert.driver.DriverException;
import dev.culvert.network.NetChange.AddAddress;
import dev.culvert.network.NetworkPort.Outcome;
import dev.culvert.network.Prefix;
import dev.culvert.win.adapter.Waiting;
import dev.culvert.win.capi.IpHelper;
import dev.culvert.win.capi.WindowsError;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The unicast addresses of the active store. Windows has no address with a peer: it becomes the
 * address and an on-link route to that peer, made and undone together.
 */
final class Addresses {
  /** The IP stack may take an adapter's first address some moments after its interface is there. */
  private static final int TRIES = 20;

  private static final Duration STEP = Duration.ofMillis(50);

  private final IpHelper calls;
  private final Interfaces interfaces;
  private final Routes routes;
  private final Waiting waiting;
  private final UnaryOperator<String> obstacles;

  Addresses(
      IpHelper calls,
      Interfaces interfaces,
      Routes routes,
      Waiting waiting,
      UnaryOperator<String> obstacles) {
    this.calls = calls;
    this.interfaces = interfaces;
    this.routes = routes;
    this.waiting = waiting;
    this.obstacles = obstacles;
  }

  Outcome add(AddAddress change) throws IOException {
    long luid = interfaces.luid(change.device(), change.toString());
    Row address = AddressRow.of(calls, luid, change.address());
    Outcome outcome = create(address, change);
    InetAddress peer = change.peer();
    if (peer == null) {
      return outcome;
    }
    try {
      Outcome way = routes.add(wayTo(peer, luid), change.toString());
      // An address without the way to its peer is half of this change, and becomes ours.
      return outcome == Outcome.WAS_SO ? way : outcome;
    } catch (IOException e) {
      if (outcome == Outcome.MADE) {
        takeBack(address, change, e);
      }
      throw e;
    }
  }

  private void takeBack(Row address, AddAddress change, IOException why) {
    try {
      remove(address, change);
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }

  private Row wayTo(InetAddress peer, long luid) {
    return RouteRow.of(calls, luid, Prefix.host(peer), null, 0);
  }

  private Outcome create(Row address, AddAddress change) throws IOException {
    int error = calls.createUnicastIpAddressEntry(address.bytes());
    for (int tries = 1; error == WindowsError.NOT_FOUND && tries < TRIES; tries++) {
      waiting.pause(STEP);
      error = calls.createUnicastIpAddressEntry(address.bytes());
    }
    String object = change.toString();
    if (error == WindowsError.OBJECT_ALREADY_EXISTS) {
      String holder = holder(address, change);
      if (holder.isEmpty()) {
        return Outcome.WAS_SO;
      }
      object += ": " + holder;
    } else if (error == WindowsError.NOT_FOUND) {
      String obstacle = obstacles.apply(change.device());
      object += obstacle.isEmpty() ? "" : ": " + obstacle;
    }
    check(error, "CreateUnicastIpAddressEntry", object);
    return Outcome.MADE;
  }

  /** Who has the address already, as a clause; empty for our own interface, just as wanted. */
  private String holder(Row wanted, AddAddress change) throws DriverException {
    List<Row> there =
        all(change).stream()
            .filter(row -> AddressRow.address(row).address().equals(change.address().address()))
            .toList();
    Optional<Row> own =
        there.stream()
            .filter(row -> row.i64(AddressRow.LUID) == wanted.i64(AddressRow.LUID))
            .findFirst();
    if (own.isPresent()) {
      Prefix prefix = AddressRow.address(own.get());
      return prefix.equals(change.address()) ? "" : "it has it as " + prefix;
    }
    return there.isEmpty()
        ? "no interface shows that address"
        : other(there.getFirst().i64(AddressRow.LUID), change);
  }

  /** A connection that has ended keeps its addresses, and nobody sees them any more. */
  private String other(long luid, AddAddress change) throws DriverException {
    Optional<Row> settings =
        interfaces.settings(luid, change.address().version(), change.toString());
    boolean connected = settings.isPresent() && settings.get().i8(InterfaceRow.CONNECTED) != 0;
    return connected
        ? "interface \"" + interfaces.name(luid) + "\" has that address"
        : "a stale address of interface \""
            + interfaces.name(luid)
            + "\", which is not connected, is in the way; remove it there";
  }

  /** Removes what {@link #add} made. Both parts are tried, also when the first fails. */
  void remove(AddAddress change) throws DriverException {
    long luid = interfaces.luid(change.device(), change.toString());
    Row address = AddressRow.of(calls, luid, change.address());
    InetAddress peer = change.peer();
    if (peer != null) {
      try {
        routes.remove(wayTo(peer, luid), change.toString());
      } catch (DriverException e) {
        takeBack(address, change, e);
        throw e;
      }
    }
    remove(address, change);
  }

  private void remove(Row address, AddAddress change) throws DriverException {
    int error = calls.deleteUnicastIpAddressEntry(address.bytes());
    if (!Routes.GONE.contains(error)) {
      check(error, "DeleteUnicastIpAddressEntry", change.toString());
    }
  }

  private List<Row> all(AddAddress change) throws DriverException {
    IpHelper.Table table = calls.getUnicastIpAddressTable(Row.family(change.address().version()));
    if (Routes.NO_ROWS.contains(table.error())) {
      return List.of();
    }
    check(table.error(), "GetUnicastIpAddressTable", change.toString());
    return Row.all(table.rows(), IpHelper.ADDRESS_ROW);
  }
}
