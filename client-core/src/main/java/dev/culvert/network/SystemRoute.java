// SPDX-License-Identifier: Apache-2.0
package dev.culvert.network;

import dev.culvert.bytes.Bytes;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A route that the system has without us.
 *
 * @param gateway next hop; null for the link itself
 * @param metric as the system has it, 0 for its default
 * @param saved the route in the system's own form, which only the {@link NetworkPort} that made it
 *     reads: what the other fields cannot say (origin, source address, link metrics) comes back too
 */
public record SystemRoute(
    Prefix destination, String device, @Nullable InetAddress gateway, int metric, Bytes saved) {
  @Override
  public String toString() {
    return text(destination, device, gateway, metric);
  }

  static String text(
      Prefix destination, @Nullable String device, @Nullable InetAddress gateway, int metric) {
    return destination
        + (gateway == null ? "" : " via " + gateway.getHostAddress())
        + (device == null ? "" : " dev " + device)
        + (metric == 0 ? "" : " metric " + metric);
  }
}
