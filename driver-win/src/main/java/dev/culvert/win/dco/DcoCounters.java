// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.dco;

import dev.culvert.driver.TrafficCounters;

/**
 * Traffic since the device was opened. The driver counts from NEW_PEER on, its packets in 32 bits
 * that wrap.
 */
final class DcoCounters {
  private static final long WRAP = 1L << 32;

  private TrafficCounters former = TrafficCounters.ZERO;
  private TrafficCounters current = TrafficCounters.ZERO;

  /** What the driver says now of the present peer. */
  void now(TrafficCounters raw) {
    current =
        new TrafficCounters(
            unwrapped(current.tunnelSentPackets(), raw.tunnelSentPackets()),
            raw.tunnelSent(),
            unwrapped(current.tunnelReceivedPackets(), raw.tunnelReceivedPackets()),
            raw.tunnelReceived(),
            raw.linkSent(),
            raw.linkReceived());
  }

  private static long unwrapped(long before, long raw) {
    long value = before / WRAP * WRAP + raw;
    return value < before ? value + WRAP : value;
  }

  /** The present peer is deleted; the driver starts from zero with the next. */
  void peerGone() {
    former = total();
    current = TrafficCounters.ZERO;
  }

  TrafficCounters total() {
    return new TrafficCounters(
        former.tunnelSentPackets() + current.tunnelSentPackets(),
        former.tunnelSent() + current.tunnelSent(),
        former.tunnelReceivedPackets() + current.tunnelReceivedPackets(),
        former.tunnelReceived() + current.tunnelReceived(),
        former.linkSent() + current.linkSent(),
        former.linkReceived() + current.linkReceived());
  }
}
