// SPDX-License-Identifier: Apache-2.0
package dev.culvert.datapath;

/** The replay window of one key; used by the receiving thread only. */
@FunctionalInterface
public interface ReplayCheck {
  /**
   * Whether an authentic packet is new, and remembers it.
   *
   * @param packetId 0 to 2^32-1, or 0 to 2^48-1 within one epoch
   * @param nowNanos of the device's clock
   */
  boolean accept(long packetId, long nowNanos);
}
