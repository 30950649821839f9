// SPDX-License-Identifier: Apache-2.0
package dev.culvert.linux.netlink;

import dev.culvert.bytes.Bytes;
import dev.culvert.network.Prefix;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A route as the kernel tells it.
 *
 * @param linkIndex 0 for one without a single link (blackhole, several next hops)
 * @param metric 0 if none is said
 * @param body rtmsg and attributes, as they came
 */
public record RouteReply(
    Prefix destination,
    int table,
    int linkIndex,
    @Nullable InetAddress gateway,
    int metric,
    boolean isUnicast,
    Bytes body) {
  private static final int HEADER = 12;

  /** Empty for a message that is not a whole route. */
  public static Optional<RouteReply> read(byte[] body) {
    if (body.length < HEADER) {
      return Optional.empty();
    }
    Attributes attributes = new Attributes(body, HEADER);
    int size = body[0] == 2 ? 4 : 16;
    byte[] destination = attributes.bytes(1);
    byte[] gateway = attributes.bytes(5);
    int length = body[1] & 0xff;
    if (length > size * 8 || (destination != null && destination.length != size)) {
      return Optional.empty();
    }
    return Optional.of(
        new RouteReply(
            new Prefix(address(destination == null ? new byte[size] : destination), length),
            attributes.u32(15, body[4] & 0xff),
            attributes.u32(4, 0),
            gateway != null && gateway.length == size ? address(gateway) : null,
            attributes.u32(6, 0),
            body[7] == 1,
            Bytes.copyOf(body)));
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new AssertionError("an address has 4 or 16 bytes", e);
    }
  }
}
