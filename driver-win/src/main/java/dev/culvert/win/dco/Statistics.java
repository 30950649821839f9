// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.dco;

import dev.culvert.driver.TrafficCounters;

/**
 * OVPN_STATS, since NEW_PEER. Packet counters have 32 bits and wrap.
 *
 * @param transportSent bytes on the wire
 * @param tunnelSent bytes of tunnel packets
 */
record Statistics(
    int lostControlIn,
    int lostControlOut,
    int lostDataIn,
    int lostDataOut,
    int receivedData,
    int receivedControl,
    int sentControl,
    int sentData,
    long transportSent,
    long transportReceived,
    long tunnelSent,
    long tunnelReceived) {
  static final int SIZE = 64;

  static Statistics decode(byte[] bytes) {
    Layout from = Layout.of(bytes, SIZE);
    return new Statistics(
        from.i32(0),
        from.i32(4),
        from.i32(8),
        from.i32(12),
        from.i32(16),
        from.i32(20),
        from.i32(24),
        from.i32(28),
        from.i64(32),
        from.i64(40),
        from.i64(48),
        from.i64(56));
  }

  /** As all backends count: packets unsigned, without control packets. */
  TrafficCounters counters() {
    return new TrafficCounters(
        Integer.toUnsignedLong(sentData),
        tunnelSent,
        Integer.toUnsignedLong(receivedData),
        tunnelReceived,
        transportSent,
        transportReceived);
  }
}
