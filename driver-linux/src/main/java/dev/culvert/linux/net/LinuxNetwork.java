// SPDX-License-Identifier: Apache-2.0
package dev.culvert.linux.net;

import dev.culvert.driver.DriverException;
import dev.culvert.linux.capi.Errno;
import dev.culvert.linux.netlink.LinkReply;
import dev.culvert.linux.netlink.NetlinkSocket;
import dev.culvert.linux.netlink.RouteReply;
import dev.culvert.linux.netlink.RouteRequest;
import dev.culvert.network.IpVersion;
import dev.culvert.network.NetChange;
import dev.culvert.network.NetChange.AddAddress;
import dev.culvert.network.NetChange.AddRoute;
import dev.culvert.network.NetChange.BringUp;
import dev.culvert.network.NetChange.RemoveRoute;
import dev.culvert.network.NetworkPort;
import dev.culvert.network.RouteToPeer;
import dev.culvert.network.SystemRoute;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The network settings of the calling thread's namespace. Any thread; keeps nothing open. */
public final class LinuxNetwork implements NetworkPort {
  private static final int TABLE_MAIN = 254;

  /** What the kernel makes of an IPv6 route without a metric. */
  private static final int IPV6_METRIC = 1024;

  private static final Set<Integer> NO_WAY =
      Set.of(Errno.ENETUNREACH, Errno.EHOSTUNREACH, Errno.EACCES, Errno.EINVAL, Errno.ESRCH);
  private static final Set<Integer> GONE =
      Set.of(Errno.ENODEV, Errno.ESRCH, Errno.EADDRNOTAVAIL, Errno.ENOENT);

  public LinuxNetwork() {}

  @Override
  public Optional<RouteToPeer> routeTo(InetAddress destination) throws IOException {
    try (NetlinkSocket socket = new NetlinkSocket()) {
      List<byte[]> replies =
          socket.request(
              RouteRequest.getRoute(destination), "RTM_GETROUTE", destination.getHostAddress());
      for (byte[] body : replies) {
        Optional<RouteReply> route = RouteReply.read(body);
        if (route.isPresent() && route.get().linkIndex() != 0) {
          String device = deviceName(socket, route.get().linkIndex());
          return Optional.of(new RouteToPeer(device, route.get().gateway()));
        }
      }
      return Optional.empty();
    } catch (DriverException e) {
      if (NO_WAY.contains(e.code())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public Optional<SystemRoute> defaultRoute(IpVersion version) throws IOException {
    try (NetlinkSocket socket = new NetlinkSocket()) {
      Optional<RouteReply> first =
          mainTable(socket, version).stream()
              .filter(route -> route.destination().length() == 0)
              .filter(route -> route.isUnicast() && route.linkIndex() != 0)
              .min(Comparator.comparingLong(route -> Integer.toUnsignedLong(route.metric())));
      if (first.isEmpty()) {
        return Optional.empty();
      }
      RouteReply route = first.get();
      return Optional.of(
          new SystemRoute(
              route.destination(),
              deviceName(socket, route.linkIndex()),
              route.gateway(),
              route.metric(),
              route.body()));
    }
  }

  @Override
  public OptionalInt deviceIndex(String device) throws IOException {
    try (NetlinkSocket socket = new NetlinkSocket()) {
      return OptionalInt.of(index(socket, device));
    } catch (DriverException e) {
      if (e.code() == Errno.ENODEV) {
        return OptionalInt.empty();
      }
      throw e;
    }
  }

  @Override
  public boolean isInPlace(NetChange change) throws IOException {
    return switch (change) {
      // Making these twice does no harm, and the kernel says so if an address is there.
      case BringUp _, AddAddress _ -> false;
      case AddRoute route -> hasRoute(route);
      case RemoveRoute _ -> false;
    };
  }

  private boolean hasRoute(AddRoute wanted) throws IOException {
    try (NetlinkSocket socket = new NetlinkSocket()) {
      int index = wanted.device() == null ? 0 : index(socket, wanted.device());
      IpVersion version = wanted.destination().version();
      int metric =
          wanted.metric() == 0 && version == IpVersion.IPV6 ? IPV6_METRIC : wanted.metric();
      return mainTable(socket, version).stream()
          .anyMatch(
              route ->
                  route.destination().equals(wanted.destination())
                      && (index == 0 || route.linkIndex() == index)
                      && Objects.equals(route.gateway(), wanted.gateway())
                      && route.metric() == metric);
    }
  }

  private static List<RouteReply> mainTable(NetlinkSocket socket, IpVersion version)
      throws DriverException {
    return socket
        .request(RouteRequest.dumpRoutes(version), "RTM_GETROUTE", version.toString())
        .stream()
        .flatMap(body -> RouteReply.read(body).stream())
        .filter(route -> route.table() == TABLE_MAIN)
        .toList();
  }

  @Override
  public Outcome apply(NetChange change) throws IOException {
    try (NetlinkSocket socket = new NetlinkSocket()) {
      switch (change) {
        case BringUp(String device, int mtu) ->
            socket.request(
                RouteRequest.linkUp(index(socket, device), mtu), "RTM_NEWLINK", change.toString());
        case AddAddress c ->
            socket.request(
                RouteRequest.addAddress(index(socket, c.device()), c.address(), c.peer()),
                "RTM_NEWADDR",
                change.toString());
        case AddRoute c ->
            socket.request(
                RouteRequest.addRoute(
                    c.destination(), linkOf(socket, c.device()), c.gateway(), c.metric()),
                "RTM_NEWROUTE",
                change.toString());
        case RemoveRoute(SystemRoute route) ->
            socket.request(
                RouteRequest.deleteSavedRoute(route.saved().toArray()),
                "RTM_DELROUTE",
                change.toString());
      }
      return Outcome.MADE;
    } catch (DriverException e) {
      boolean wasSo =
          switch (change) {
            case BringUp _ -> false;
            case AddAddress _ -> e.code() == Errno.EEXIST;
            case AddRoute route -> e.code() == Errno.EEXIST && hasRoute(route);
            case RemoveRoute _ -> e.code() == Errno.ESRCH;
          };
      if (wasSo) {
        return Outcome.WAS_SO;
      }
      throw e;
    }
  }

  @Override
  public void undo(NetChange change) throws IOException {
    try (NetlinkSocket socket = new NetlinkSocket()) {
      switch (change) {
        case BringUp _ -> {}
        case AddAddress c ->
            socket.request(
                RouteRequest.deleteAddress(index(socket, c.device()), c.address(), c.peer()),
                "RTM_DELADDR",
                change.toString());
        case AddRoute c ->
            socket.request(
                RouteRequest.deleteRoute(
                    c.destination(), linkOf(socket, c.device()), c.gateway(), c.metric()),
                "RTM_DELROUTE",
                change.toString());
        case RemoveRoute(SystemRoute route) ->
            socket.request(
                RouteRequest.addSavedRoute(route.saved().toArray()),
                "RTM_NEWROUTE",
                change.toString());
      }
    } catch (DriverException e) {
      boolean done =
          change instanceof RemoveRoute
              ? e.code() == Errno.EEXIST || e.code() == Errno.ENODEV
              : GONE.contains(e.code());
      if (!done) {
        throw e;
      }
    }
  }

  private static int linkOf(NetlinkSocket socket, @Nullable String device) throws DriverException {
    return device == null ? 0 : index(socket, device);
  }

  private static int index(NetlinkSocket socket, String device) throws DriverException {
    return link(socket, RouteRequest.getLink(device), device).index();
  }

  private static String deviceName(NetlinkSocket socket, int index) throws DriverException {
    return link(socket, RouteRequest.getLink(index), "link " + index).name();
  }

  private static LinkReply link(NetlinkSocket socket, byte[] request, String object)
      throws DriverException {
    return socket.request(request, "RTM_GETLINK", object).stream()
        .flatMap(body -> LinkReply.read(body).stream())
        .findFirst()
        .orElseThrow(
            () -> new DriverException("RTM_GETLINK", Errno.ENODEV, "no such link", object));
  }
}
