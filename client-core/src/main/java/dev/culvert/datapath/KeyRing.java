// SPDX-License-Identifier: Apache-2.0
package dev.culvert.datapath;

import dev.culvert.driver.KeySlot;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the data channel at one moment: the primary encrypts, both decrypt. Immutable; a
 * change makes a new ring, so that the data threads see it through one volatile field.
 */
record KeyRing(@Nullable InstalledKey primary, @Nullable InstalledKey secondary) {
  static final KeyRing EMPTY = new KeyRing(null, null);

  /** The key that a packet names, the primary first. */
  @Nullable InstalledKey byId(int keyId) {
    if (primary != null && primary.keyId() == keyId) {
      return primary;
    }
    return secondary != null && secondary.keyId() == keyId ? secondary : null;
  }

  @Nullable InstalledKey in(KeySlot slot) {
    return switch (slot) {
      case PRIMARY -> primary;
      case SECONDARY -> secondary;
    };
  }

  KeyRing with(KeySlot slot, @Nullable InstalledKey key) {
    return switch (slot) {
      case PRIMARY -> new KeyRing(key, secondary);
      case SECONDARY -> new KeyRing(primary, key);
    };
  }

  KeyRing swapped() {
    return new KeyRing(secondary, primary);
  }
}
