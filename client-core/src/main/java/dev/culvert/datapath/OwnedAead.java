// SPDX-License-Identifier: Apache-2.0
package dev.culvert.datapath;

import dev.culvert.crypto.Aead;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An {@link Aead} that one data thread uses and another thread may take away. Wiping waits for the
 * packet in flight without a lock: whoever leaves last wipes.
 */
final class OwnedAead {
  private static final int IDLE = 0;
  private static final int BUSY = 1;
  private static final int RETIRING = 2;
  private static final int GONE = 3;

  private final Aead aead;
  private final AtomicInteger state = new AtomicInteger(IDLE);

  OwnedAead(Aead aead) {
    this.aead = aead;
  }

  /** Whether the key is still there; then {@link #leave} must follow. */
  boolean enter() {
    return state.compareAndSet(IDLE, BUSY);
  }

  /** Valid between {@link #enter} and {@link #leave}. */
  Aead aead() {
    return aead;
  }

  void leave() {
    if (!state.compareAndSet(BUSY, IDLE)) {
      wipe();
    }
  }

  /** Takes the key away, now or after the packet in flight. Idempotent. */
  void retire() {
    while (state.get() < RETIRING) {
      if (state.compareAndSet(IDLE, RETIRING)) {
        wipe();
      } else {
        state.compareAndSet(BUSY, RETIRING);
      }
    }
  }

  boolean isWiped() {
    return state.get() == GONE;
  }

  private void wipe() {
    aead.destroy();
    state.set(GONE);
  }
}
