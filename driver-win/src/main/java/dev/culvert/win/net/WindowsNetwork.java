// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.net;

import dev.culvert.bytes.Bytes;
import dev.culvert.driver.DriverException;
import dev.culvert.network.IpVersion;
import dev.culvert.network.NetChange;
import dev.culvert.network.NetChange.AddAddress;
import dev.culvert.network.NetChange.AddRoute;
import dev.culvert.network.NetChange.BringUp;
import dev.culvert.network.NetChange.RemoveRoute;
import dev.culvert.network.NetworkPort;
import dev.culvert.network.RouteToPeer;
import dev.culvert.network.SystemRoute;
import dev.culvert.win.adapter.Waiting;
import dev.culvert.win.capi.IpHelper;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * Windows' network settings, in the active store: what is set here does not outlive a reboot.
 * Devices are called by the names of their connections. Changes need an administrator. Any thread.
 */
public final class WindowsNetwork implements NetworkPort {
  private final Interfaces interfaces;
  private final Routes routes;
  private final Addresses addresses;

  /**
   * @param waiting between two tries of an adapter's first address
   * @param obstacles what may keep the adapter of that name from taking an address; empty for
   *     nothing known
   */
  public WindowsNetwork(IpHelper calls, Waiting waiting, UnaryOperator<String> obstacles) {
    interfaces = new Interfaces(calls);
    routes = new Routes(calls, interfaces);
    addresses = new Addresses(calls, interfaces, routes, waiting, obstacles);
  }

  @Override
  public Optional<RouteToPeer> routeTo(InetAddress destination) throws IOException {
    Optional<Row> best = routes.best(destination, destination.getHostAddress());
    if (best.isEmpty()) {
      return Optional.empty();
    }
    Row route = best.get();
    String device = interfaces.name(route.i64(RouteRow.LUID));
    return Optional.of(new RouteToPeer(device, RouteRow.gateway(route)));
  }

  @Override
  public Optional<SystemRoute> defaultRoute(IpVersion version) throws IOException {
    Optional<Row> first = routes.firstDefault(version);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    Row route = first.get();
    return Optional.of(
        new SystemRoute(
            RouteRow.destination(route),
            interfaces.name(route.i64(RouteRow.LUID)),
            RouteRow.gateway(route),
            route.i32(RouteRow.METRIC),
            Bytes.copyOf(route.bytes())));
  }

  @Override
  public OptionalInt deviceIndex(String device) throws IOException {
    return interfaces.index(device);
  }

  @Override
  public boolean isInPlace(NetChange change) throws IOException {
    return switch (change) {
      // Windows says so if an address is there, and making the others twice does no harm.
      case BringUp _, AddAddress _, RemoveRoute _ -> false;
      case AddRoute route -> routes.has(route);
    };
  }

  @Override
  public Outcome apply(NetChange change) throws IOException {
    return switch (change) {
      case BringUp c -> {
        interfaces.bringUp(c);
        yield Outcome.MADE;
      }
      case AddAddress c -> addresses.add(c);
      case AddRoute c -> routes.add(c);
      case RemoveRoute c -> routes.remove(saved(c), c.toString()) ? Outcome.MADE : Outcome.WAS_SO;
    };
  }

  @Override
  public void undo(NetChange change) throws IOException {
    try {
      switch (change) {
        // The MTU is that of our own adapter and is set anew each time.
        case BringUp _ -> {}
        case AddAddress c -> addresses.remove(c);
        case AddRoute c -> routes.remove(c);
        case RemoveRoute c -> routes.restore(saved(c), c.toString());
      }
    } catch (DriverException e) {
      // An interface that is gone has taken its addresses and routes along.
      if (!Routes.GONE.contains(e.code())) {
        throw e;
      }
    }
  }

  /** The row as Windows gave it. It comes from a file after a crash, so its length is checked. */
  private static Row saved(RemoveRoute change) throws IOException {
    Bytes row = change.route().saved();
    if (row.length() != IpHelper.ROUTE_ROW) {
      throw new IOException(change + ": what was saved of it is no route of Windows");
    }
    return new Row(row.toArray());
  }
}
