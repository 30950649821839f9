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
import dev.culvert.network.Prefix;
import dev.culvert.network.RouteToPeer;
import dev.culvert.network.SystemRoute;
import dev.culvert.win.adapter.Waiting;
import dev.culvert.win.capi.IpHelper;
import dev.culvert.win.capi.WindowsError;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Windows' network settings, in the active store: what is set here does not outlive a reboot.
 * Devices are called by the names of their connections. Changes need an administrator. Any thread.
 */
public final class WindowsNetwork implements NetworkPort {
  private static final int LEAST_IPV6_MTU = 1280;
  private static final int LONGEST_ALIAS = 257;

  private static final Set<Integer> NO_WAY =
      Set.of(
          WindowsError.NOT_FOUND,
          WindowsError.FILE_NOT_FOUND,
          WindowsError.NETWORK_UNREACHABLE,
          WindowsError.HOST_UNREACHABLE);
  private static final Set<Integer> GONE =
      Set.of(WindowsError.NOT_FOUND, WindowsError.FILE_NOT_FOUND, WindowsError.NO_SUCH_DEVICE);

  /** The IP stack may take an adapter's first address some moments after its interface is there. */
  private static final int ADDRESS_TRIES = 20;

  private static final Duration ADDRESS_STEP = Duration.ofMillis(50);

  private final IpHelper calls;
  private final Waiting waiting;
  private final UnaryOperator<String> obstacles;

  /**
   * @param waiting between two tries of an adapter's first address
   * @param obstacles what may keep the adapter of that name from taking an address; empty for
   *     nothing known
   */
  public WindowsNetwork(IpHelper calls, Waiting waiting, UnaryOperator<String> obstacles) {
    this.calls = calls;
    this.waiting = waiting;
    this.obstacles = obstacles;
  }

  @Override
  public Optional<RouteToPeer> routeTo(InetAddress destination) throws IOException {
    byte[] found = new byte[IpHelper.ROUTE_ROW];
    int error = calls.getBestRoute2(Row.address(destination), found);
    if (NO_WAY.contains(error)) {
      return Optional.empty();
    }
    check(error, "GetBestRoute2", destination.getHostAddress());
    Row route = new Row(found);
    return Optional.of(new RouteToPeer(alias(route.i64(RouteRow.LUID)), RouteRow.gateway(route)));
  }

  @Override
  public Optional<SystemRoute> defaultRoute(IpVersion version) throws IOException {
    Optional<Row> first =
        routes(version).stream()
            .filter(row -> row.i8(RouteRow.PREFIX_LENGTH) == 0)
            .min(Comparator.comparingLong(row -> metric(row, version)));
    if (first.isEmpty()) {
      return Optional.empty();
    }
    Row row = first.get();
    return Optional.of(
        new SystemRoute(
            RouteRow.destination(row),
            alias(row.i64(RouteRow.LUID)),
            RouteRow.gateway(row),
            row.i32(RouteRow.METRIC),
            Bytes.copyOf(row.bytes())));
  }

  /** Windows adds the interface's metric to the route's. */
  private long metric(Row route, IpVersion version) {
    Row owner = InterfaceRow.of(calls, route.i64(RouteRow.LUID), version);
    boolean known = calls.getIpInterfaceEntry(owner.bytes()) == WindowsError.SUCCESS;
    return Integer.toUnsignedLong(route.i32(RouteRow.METRIC))
        + (known ? Integer.toUnsignedLong(owner.i32(InterfaceRow.METRIC)) : 0);
  }

  @Override
  public OptionalInt deviceIndex(String device) throws IOException {
    long[] luid = new long[1];
    int[] index = new int[1];
    if (calls.convertInterfaceAliasToLuid(device, luid) != WindowsError.SUCCESS
        || calls.convertInterfaceLuidToIndex(luid[0], index) != WindowsError.SUCCESS) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(index[0]);
  }

  @Override
  public boolean isInPlace(NetChange change) throws IOException {
    return change instanceof AddRoute route && hasRoute(row(route));
  }

  private boolean hasRoute(Row wanted) throws IOException {
    return routes(RouteRow.destination(wanted).version()).stream()
        .anyMatch(
            row ->
                RouteRow.same(row, wanted)
                    && row.i32(RouteRow.METRIC) == wanted.i32(RouteRow.METRIC));
  }

  @Override
  public Outcome apply(NetChange change) throws IOException {
    return switch (change) {
      case BringUp(String device, int mtu) -> {
        bringUp(device, mtu, change.toString());
        yield Outcome.MADE;
      }
      case AddAddress address -> add(address);
      case AddRoute route -> add(row(route), change.toString());
      case RemoveRoute(SystemRoute route) -> {
        int error = calls.deleteIpForwardEntry2(route.saved().toArray());
        if (GONE.contains(error)) {
          yield Outcome.WAS_SO;
        }
        check(error, "DeleteIpForwardEntry2", change.toString());
        yield Outcome.MADE;
      }
    };
  }

  private void bringUp(String device, int mtu, String object) throws IOException {
    long luid = luid(device);
    setUp(luid, IpVersion.IPV4, mtu, object);
    if (mtu >= LEAST_IPV6_MTU) {
      setUp(luid, IpVersion.IPV6, mtu, object);
    }
  }

  private void setUp(long luid, IpVersion version, int mtu, String object) throws IOException {
    Row row = InterfaceRow.of(calls, luid, version);
    int found = calls.getIpInterfaceEntry(row.bytes());
    if (found == WindowsError.NOT_FOUND && version == IpVersion.IPV6) {
      // IPv6 is switched off on this machine: an IPv6 address says so, if one is wanted.
      return;
    }
    check(found, "GetIpInterfaceEntry", object);
    InterfaceRow.quiet(row, mtu);
    check(calls.setIpInterfaceEntry(row.bytes()), "SetIpInterfaceEntry", object);
  }

  private Outcome add(AddAddress change) throws IOException {
    Row address = AddressRow.of(calls, luid(change.device()), change.address());
    int error = create(address);
    if (error == WindowsError.OBJECT_ALREADY_EXISTS) {
      return whoHas(address, change);
    }
    if (error == WindowsError.NOT_FOUND) {
      String obstacle = obstacles.apply(change.device());
      throw WindowsError.failure(
          "CreateUnicastIpAddressEntry",
          error,
          obstacle.isEmpty() ? change.toString() : change + ": " + obstacle);
    }
    check(error, "CreateUnicastIpAddressEntry", change.toString());
    if (change.peer() != null) {
      try {
        add(peerRoute(change, change.peer()), change.toString());
      } catch (IOException e) {
        calls.deleteUnicastIpAddressEntry(address.bytes());
        throw e;
      }
    }
    return Outcome.MADE;
  }

  private int create(Row address) throws IOException {
    for (int attempt = 1; ; attempt++) {
      int error = calls.createUnicastIpAddressEntry(address.bytes());
      if (error != WindowsError.NOT_FOUND || attempt == ADDRESS_TRIES) {
        return error;
      }
      waiting.pause(ADDRESS_STEP);
    }
  }

  /** Windows has no address with a peer: an address and the way to that peer. */
  private Row peerRoute(AddAddress change, InetAddress peer) throws IOException {
    return RouteRow.of(calls, luid(change.device()), Prefix.host(peer), null, 0);
  }

  /** The address is there: on this very interface, or left on another that is not connected. */
  private Outcome whoHas(Row wanted, AddAddress change) throws IOException {
    InetAddress address = change.address().address();
    IpHelper.Table table = calls.getUnicastIpAddressTable(Row.family(change.address().version()));
    check(table.error(), "GetUnicastIpAddressTable", change.toString());
    for (Row row : Row.all(table.rows(), IpHelper.ADDRESS_ROW)) {
      if (row.address(AddressRow.ADDRESS).equals(address)) {
        if (row.i64(AddressRow.LUID) == wanted.i64(AddressRow.LUID)) {
          return Outcome.WAS_SO;
        }
        throw WindowsError.failure(
            "CreateUnicastIpAddressEntry",
            WindowsError.OBJECT_ALREADY_EXISTS,
            change + ": interface \"" + alias(row.i64(AddressRow.LUID)) + "\" has that address");
      }
    }
    throw WindowsError.failure(
        "CreateUnicastIpAddressEntry", WindowsError.OBJECT_ALREADY_EXISTS, change.toString());
  }

  private Row row(AddRoute route) throws IOException {
    String device = route.device();
    InetAddress gateway = route.gateway();
    long luid;
    if (device != null) {
      luid = luid(device);
    } else {
      byte[] best = new byte[IpHelper.ROUTE_ROW];
      InetAddress hop = Objects.requireNonNull(gateway);
      check(calls.getBestRoute2(Row.address(hop), best), "GetBestRoute2", route.toString());
      luid = new Row(best).i64(RouteRow.LUID);
    }
    return RouteRow.of(calls, luid, route.destination(), gateway, route.metric());
  }

  private Outcome add(Row route, String object) throws IOException {
    int error = calls.createIpForwardEntry2(route.bytes());
    if (error == WindowsError.OBJECT_ALREADY_EXISTS && hasRoute(route)) {
      return Outcome.WAS_SO;
    }
    check(error, "CreateIpForwardEntry2", object);
    return Outcome.MADE;
  }

  @Override
  public void undo(NetChange change) throws IOException {
    try {
      switch (change) {
        // The MTU is that of our own adapter and is set anew each time.
        case BringUp _ -> {}
        case AddAddress address -> remove(address);
        case AddRoute route ->
            gone(
                calls.deleteIpForwardEntry2(row(route).bytes()),
                "DeleteIpForwardEntry2",
                change.toString());
        case RemoveRoute(SystemRoute route) -> {
          int error = calls.createIpForwardEntry2(route.saved().toArray());
          if (error != WindowsError.OBJECT_ALREADY_EXISTS) {
            gone(error, "CreateIpForwardEntry2", change.toString());
          }
        }
      }
    } catch (DriverException e) {
      if (!GONE.contains(e.code())) {
        throw e;
      }
    }
  }

  private void remove(AddAddress change) throws IOException {
    if (change.peer() != null) {
      gone(
          calls.deleteIpForwardEntry2(peerRoute(change, change.peer()).bytes()),
          "DeleteIpForwardEntry2",
          change.toString());
    }
    Row address = AddressRow.of(calls, luid(change.device()), change.address());
    gone(
        calls.deleteUnicastIpAddressEntry(address.bytes()),
        "DeleteUnicastIpAddressEntry",
        change.toString());
  }

  private static void gone(int error, String call, String object) throws DriverException {
    if (!GONE.contains(error)) {
      check(error, call, object);
    }
  }

  private List<Row> routes(IpVersion version) throws DriverException {
    IpHelper.Table table = calls.getIpForwardTable2(Row.family(version));
    check(table.error(), "GetIpForwardTable2", version.toString());
    return Row.all(table.rows(), IpHelper.ROUTE_ROW);
  }

  private long luid(String device) throws DriverException {
    long[] luid = new long[1];
    int error = calls.convertInterfaceAliasToLuid(device, luid);
    if (error != WindowsError.SUCCESS) {
      throw WindowsError.failure(
          "ConvertInterfaceAliasToLuid", WindowsError.NOT_FOUND, "interface \"" + device + "\"");
    }
    return luid[0];
  }

  private String alias(long luid) throws DriverException {
    char[] alias = new char[LONGEST_ALIAS];
    int error = calls.convertInterfaceLuidToAlias(luid, alias);
    check(error, "ConvertInterfaceLuidToAlias", "interface " + Long.toHexString(luid));
    return new String(alias).split("\0", 2)[0];
  }

  private static void check(int error, String call, String object) throws DriverException {
    if (error != WindowsError.SUCCESS) {
      throw WindowsError.failure(call, error, object);
    }
  }
}
