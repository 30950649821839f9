// SPDX-License-Identifier: Apache-2.0
package dev.culvert.driver;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The transport that a tunnel wants.
 *
 * @param local address and port to bind; null for any address and a port of the system's choice
 * @param remote the peer; null for a point-to-point end that waits for its peer
 * @param allowFloat take packets from any address, and follow an authentic one
 * @param receiveBuffer bytes of socket buffer to ask for, 0 for the backend's own choice
 * @param sendBuffer the same for sending
 */
public record LinkRequest(
    Transport transport,
    @Nullable InetSocketAddress local,
    @Nullable InetSocketAddress remote,
    boolean allowFloat,
    int receiveBuffer,
    int sendBuffer) {}
