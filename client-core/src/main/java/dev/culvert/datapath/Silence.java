// SPDX-License-Identifier: Apache-2.0
package dev.culvert.datapath;

import dev.culvert.driver.Keepalive;

/**
 * The two clocks of keepalive: how long we, and how long the peer, have been silent. Every thread
 * may report a packet; the receiving thread asks what is due and how long it may sleep, so that an
 * idle tunnel wakes only for its pings.
 */
final class Silence {
  private volatile Keepalive keepalive = Keepalive.OFF;
  private volatile long lastSent;
  private volatile long lastHeard;
  private volatile boolean peerGivenUp;

  void restart(Keepalive keepalive, long now) {
    lastSent = now;
    lastHeard = now;
    peerGivenUp = false;
    this.keepalive = keepalive;
  }

  void sent(long now) {
    lastSent = now;
  }

  void heard(long now) {
    lastHeard = now;
  }

  boolean pingIsDue(long now) {
    long interval = keepalive.interval().toNanos();
    return interval > 0 && now - lastSent >= interval;
  }

  /** True once after the peer's time is over. */
  boolean peerIsGone(long now) {
    long timeout = keepalive.timeout().toNanos();
    if (timeout == 0 || peerGivenUp || now - lastHeard < timeout) {
      return false;
    }
    peerGivenUp = true;
    return true;
  }

  /** Nanoseconds until something may be due, {@link Long#MAX_VALUE} for never. */
  long nextIn(long now) {
    long interval = keepalive.interval().toNanos();
    long timeout = keepalive.timeout().toNanos();
    long ping = interval > 0 ? lastSent + interval - now : Long.MAX_VALUE;
    long gone = timeout > 0 && !peerGivenUp ? lastHeard + timeout - now : Long.MAX_VALUE;
    return Math.max(0, Math.min(ping, gone));
  }
}
