// SPDX-License-Identifier: Apache-2.0
package dev.culvert.datapath;

import dev.culvert.driver.KeySlot;
import dev.culvert.keys.DataKey;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the key ring. The control thread changes it, the data threads read {@link #ring} for
 * every packet and never wait.
 */
final class KeySlots {
  private final Supplier<ReplayCheck> replayChecks;
  private volatile KeyRing ring = KeyRing.EMPTY;

  KeySlots(Supplier<ReplayCheck> replayChecks) {
    this.replayChecks = replayChecks;
  }

  KeyRing ring() {
    return ring;
  }

  synchronized void install(KeySlot slot, DataKey key, long firstPacketId) {
    refuseSecondCounter(ring.primary(), key);
    refuseSecondCounter(ring.secondary(), key);
    InstalledKey old = ring.in(slot);
    ring = ring.with(slot, new InstalledKey(key, replayChecks.get(), firstPacketId));
    retire(old);
  }

  synchronized void swap() {
    ring = ring.swapped();
  }

  synchronized void drop(KeySlot slot) {
    InstalledKey old = ring.in(slot);
    ring = ring.with(slot, null);
    retire(old);
  }

  void dropAll() {
    drop(KeySlot.PRIMARY);
    drop(KeySlot.SECONDARY);
  }

  /** A second counter for one key would repeat its nonces, which gives the plaintext away. */
  private static void refuseSecondCounter(@Nullable InstalledKey installed, DataKey key) {
    if (installed != null && installed.isSameAs(key)) {
      throw new IllegalArgumentException("key " + key.keyId() + " is already installed");
    }
  }

  private static void retire(@Nullable InstalledKey key) {
    if (key != null) {
      key.retire();
    }
  }
}
