// SPDX-License-Identifier: Apache-2.0
package dev.culvert.driver;

import dev.culvert.proxy.ProxyRoute;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The transport that a tunnel wants.
 *
 * @param local address and port to bind; null for any address and a port of the system's choice.
 *     {@code ::} takes IPv4 as well
 * @param remote the peer; null for a point-to-point end that waits for its peer. Over TCP through a
 *     proxy, that proxy
 * @param allowFloat take packets from any address, and follow an authentic one
 * @param receiveBuffer bytes of socket buffer to ask for, 0 for the backend's own choice
 * @param sendBuffer the same for sending
 * @param ipv6Only an end that waits on {@code ::} takes no peer with an IPv4 address
 * @param proxy the way to the peer; null for the direct one
 */
public record LinkRequest(
    Transport transport,
    @Nullable InetSocketAddress local,
    @Nullable InetSocketAddress remote,
    boolean allowFloat,
    int receiveBuffer,
    int sendBuffer,
    boolean ipv6Only,
    @Nullable ProxyRoute proxy) {
  /** The direct way. */
  public LinkRequest(
      Transport transport,
      @Nullable InetSocketAddress local,
      @Nullable InetSocketAddress remote,
      boolean allowFloat,
      int receiveBuffer,
      int sendBuffer) {
    this(transport, local, remote, allowFloat, receiveBuffer, sendBuffer, false, null);
  }
}
