// SPDX-License-Identifier: Apache-2.0
package dev.culvert.network;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** One change to the system's network, with everything that is needed to undo it. */
public sealed interface NetChange {
  /** The device that it is about; null when the system picks it by the gateway. */
  @Nullable String device();

  /** Sets the device's MTU (bytes) and brings it up; undone with the device itself. */
  record BringUp(String device, int mtu) implements NetChange {
    @Override
    public String toString() {
      return device + " up, mtu " + mtu;
    }
  }

  /**
   * Gives the device an address.
   *
   * @param peer the other end of a point-to-point address; null in a subnet
   */
  record AddAddress(String device, Prefix address, @Nullable InetAddress peer)
      implements NetChange {
    @Override
    public String toString() {
      String other = peer == null ? "" : " peer " + peer.getHostAddress();
      return "address " + address + other + " on " + device;
    }
  }

  /**
   * Adds a route. If the system has this very route already, it stays as it is and is not removed
   * later.
   *
   * @param device null to let the system find the link on which the gateway is
   * @param gateway next hop; null for the link itself
   * @param metric 0 for the system's default
   */
  record AddRoute(
      Prefix destination, @Nullable String device, @Nullable InetAddress gateway, int metric)
      implements NetChange {
    public AddRoute {
      if (device == null && gateway == null) {
        throw new IllegalArgumentException("route to " + destination + " leads nowhere");
      }
    }

    @Override
    public String toString() {
      return "route " + SystemRoute.text(destination, device, gateway, metric);
    }
  }

  /** Removes a route of the system's own (redirect-gateway without def1) and puts it back later. */
  record RemoveRoute(SystemRoute route) implements NetChange {
    @Override
    public String device() {
      return route.device();
    }

    @Override
    public String toString() {
      return "removal of route " + route;
    }
  }
}
