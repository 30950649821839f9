// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import java.util.concurrent.TimeUnit;

/** When to send a ping and when the peer has been silent for too long. Times in nanoseconds. */
final class Keepalive {
  private long interval;
  private long timeout;
  private long lastSent;
  private long lastReceived;
  private boolean timedOut;
  private boolean repeated;

  /** SET_PEER arms both clocks. */
  synchronized void set(SetPeer values, long now) {
    interval = TimeUnit.SECONDS.toNanos(values.interval());
    timeout = TimeUnit.SECONDS.toNanos(values.timeout());
    lastSent = now;
    lastReceived = now;
    timedOut = false;
    repeated = false;
  }

  /** A data packet went out. */
  synchronized void sent(long now) {
    lastSent = now;
  }

  /** An authenticated data packet came in; control packets do not count. */
  synchronized void received(long now) {
    lastReceived = now;
    repeated = false;
  }

  synchronized boolean pingIsDue(long now) {
    return interval > 0 && now - lastSent >= interval;
  }

  /** True once after each silence; see {@link #notDelivered}. */
  synchronized boolean timeoutIsDue(long now) {
    if (timeout == 0 || timedOut || now - lastReceived < timeout) {
      return false;
    }
    timedOut = true;
    return true;
  }

  /** No read was there to fail: the time-out is due again at the next tick. */
  synchronized void notDelivered() {
    timedOut = false;
    repeated = true;
  }

  /** A time-out that is due now was due before and not delivered. */
  synchronized boolean isRepeated() {
    return repeated;
  }
}
