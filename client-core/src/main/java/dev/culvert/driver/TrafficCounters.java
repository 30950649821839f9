// SPDX-License-Identifier: Apache-2.0
package dev.culvert.driver;

/**
 * What has passed since the device was opened.
 *
 * @param tunnelSent bytes of IP packets taken from the system and sent to the peer
 * @param tunnelReceived bytes of IP packets from the peer and given to the system
 * @param linkSent bytes of transport payload, data packets only
 * @param linkReceived the same, received
 */
public record TrafficCounters(
    long tunnelSentPackets,
    long tunnelSent,
    long tunnelReceivedPackets,
    long tunnelReceived,
    long linkSent,
    long linkReceived) {
  public static final TrafficCounters ZERO = new TrafficCounters(0, 0, 0, 0, 0, 0);
}
