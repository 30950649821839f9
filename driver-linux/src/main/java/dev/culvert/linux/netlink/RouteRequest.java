// SPDX-License-Identifier: Apache-2.0
package dev.culvert.linux.netlink;

import dev.culvert.network.IpVersion;
import dev.culvert.network.Prefix;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** rtnetlink requests as bytes (linux-dco 5.5 and 7). */
public final class RouteRequest {
  static final int NEW_LINK = 16;
  static final int GET_LINK = 18;
  static final int NEW_ADDRESS = 20;
  static final int DELETE_ADDRESS = 21;
  static final int NEW_ROUTE = 24;
  static final int DELETE_ROUTE = 25;
  static final int GET_ROUTE = 26;

  private static final int REQUEST = 1;
  private static final int ACK = 4;
  private static final int EXCLUSIVE = 0x200;
  private static final int CREATE = 0x400;
  private static final int DUMP = 0x300;

  private static final int UP = 1;
  private static final int NO_DAD = 2;
  private static final int TABLE_MAIN = 254;
  private static final int PROTOCOL_BOOT = 3;
  private static final int SCOPE_UNIVERSE = 0;
  private static final int SCOPE_LINK = 253;
  private static final int UNICAST = 1;

  private RouteRequest() {}

  /** Sets the MTU and brings the link up, in one request. */
  public static byte[] linkUp(int index, int mtu) {
    return new MessageWriter(NEW_LINK, REQUEST | ACK)
        .raw(new byte[4])
        .u32(index)
        .u32(UP)
        .u32(UP)
        .attribute(4, mtu)
        .toArray();
  }

  public static byte[] getLink(String name) {
    return new MessageWriter(GET_LINK, REQUEST | ACK)
        .raw(new byte[16])
        .attribute(3, name)
        .toArray();
  }

  public static byte[] getLink(int index) {
    return new MessageWriter(GET_LINK, REQUEST | ACK)
        .raw(new byte[4])
        .u32(index)
        .raw(new byte[8])
        .toArray();
  }

  public static byte[] addAddress(int index, Prefix address, @Nullable InetAddress peer) {
    return address(NEW_ADDRESS, REQUEST | ACK | CREATE | EXCLUSIVE, index, address, peer);
  }

  public static byte[] deleteAddress(int index, Prefix address, @Nullable InetAddress peer) {
    return address(DELETE_ADDRESS, REQUEST | ACK, index, address, peer);
  }

  private static byte[] address(
      int type, int flags, int index, Prefix address, @Nullable InetAddress peer) {
    boolean ipv4 = address.version() == IpVersion.IPV4;
    byte[] local = address.address().getAddress();
    MessageWriter out =
        new MessageWriter(type, flags)
            .u8(family(address.version()))
            .u8(address.length())
            .u8(ipv4 ? 0 : NO_DAD)
            .u8(SCOPE_UNIVERSE)
            .u32(index)
            .attribute(2, local)
            .attribute(1, peer == null ? local : peer.getAddress());
    if (ipv4 && peer == null && address.length() <= 30 && type == NEW_ADDRESS) {
      out.attribute(4, broadcast(local, address.length()));
    }
    return out.toArray();
  }

  private static byte[] broadcast(byte[] local, int length) {
    byte[] all = local.clone();
    for (int bit = length; bit < 32; bit++) {
      all[bit / 8] |= (byte) (0x80 >> bit % 8);
    }
    return all;
  }

  /**
   * IPv4 without EXCL, as the kernel would then refuse a route for another gateway's sake; IPv6
   * with it, as the kernel would otherwise join the two into one multipath route.
   *
   * @param index 0 to let the kernel find the link
   */
  public static byte[] addRoute(
      Prefix destination, int index, @Nullable InetAddress gateway, int metric) {
    int exclusive = destination.version() == IpVersion.IPV6 ? EXCLUSIVE : 0;
    int flags = REQUEST | ACK | CREATE | exclusive;
    return route(NEW_ROUTE, flags, destination, index, gateway, metric);
  }

  /** Matches only what {@link #addRoute} makes: protocol, scope and type are said again. */
  public static byte[] deleteRoute(
      Prefix destination, int index, @Nullable InetAddress gateway, int metric) {
    return route(DELETE_ROUTE, REQUEST | ACK, destination, index, gateway, metric);
  }

  private static byte[] route(
      int type,
      int flags,
      Prefix destination,
      int index,
      @Nullable InetAddress gateway,
      int metric) {
    boolean link = gateway == null && destination.version() == IpVersion.IPV4;
    MessageWriter out =
        new MessageWriter(type, flags)
            .u8(family(destination.version()))
            .u8(destination.length())
            .u16(0)
            .u8(TABLE_MAIN)
            .u8(PROTOCOL_BOOT)
            .u8(link ? SCOPE_LINK : SCOPE_UNIVERSE)
            .u8(UNICAST)
            .u32(0)
            .attribute(1, destination.address().getAddress());
    if (gateway != null) {
      out.attribute(5, gateway.getAddress());
    }
    if (index != 0) {
      out.attribute(4, index);
    }
    if (metric != 0) {
      out.attribute(6, metric);
    }
    return out.toArray();
  }

  /** The same route as a reply told, body and attributes as they were. */
  public static byte[] addSavedRoute(byte[] body) {
    return new MessageWriter(NEW_ROUTE, REQUEST | ACK | CREATE | EXCLUSIVE).raw(body).toArray();
  }

  public static byte[] deleteSavedRoute(byte[] body) {
    return new MessageWriter(DELETE_ROUTE, REQUEST | ACK).raw(body).toArray();
  }

  public static byte[] getRoute(InetAddress destination) {
    IpVersion version = IpVersion.of(destination);
    return new MessageWriter(GET_ROUTE, REQUEST | ACK)
        .u8(family(version))
        .u8(version.bits())
        .raw(new byte[10])
        .attribute(1, destination.getAddress())
        .toArray();
  }

  /** All routes of a family, in all tables. */
  public static byte[] dumpRoutes(IpVersion version) {
    return new MessageWriter(GET_ROUTE, REQUEST | DUMP)
        .u8(family(version))
        .raw(new byte[11])
        .toArray();
  }

  private static int family(IpVersion version) {
    return switch (version) {
      case IPV4 -> 2;
      case IPV6 -> 10;
    };
  }
}
