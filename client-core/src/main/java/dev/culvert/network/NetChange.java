// SPDX-License-Identifier: Apache-2.0
package dev.culvert.network;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** One change to the system's network, with everything that is needed to undo it. */
public sealed interface NetChange {
  /** Sets the device's MTU (bytes) and brings it up; undone with the device itself. */
  record BringUp(String device, int mtu) implements NetChange {}

  /**
   * Gives the device an address.
   *
   * @param peer the other end of a point-to-point address; null in a subnet
   */
  record AddAddress(String device, Prefix address, @Nullable InetAddress peer)
      implements NetChange {}

  /**
   * Adds a route. If the system has this very route already, it stays as it is and is not removed
   * later.
   *
   * @param gateway next hop; null for the link itself
   * @param metric 0 for the system's default
   */
  record AddRoute(Prefix destination, String device, @Nullable InetAddress gateway, int metric)
      implements NetChange {}

  /** Removes a route of the system's own (redirect-gateway without def1) and puts it back later. */
  record RemoveRoute(Prefix destination, String device, @Nullable InetAddress gateway, int metric)
      implements NetChange {}
}
