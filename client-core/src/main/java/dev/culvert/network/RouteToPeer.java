// SPDX-License-Identifier: Apache-2.0
package dev.culvert.network;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * The way out to one address.
 *
 * @param gateway next hop; null when the address is on the link itself
 */
public record RouteToPeer(String device, @Nullable InetAddress gateway) {}
