// SPDX-License-Identifier: Apache-2.0
package dev.culvert.session;

import dev.culvert.driver.KeySlot;
import dev.culvert.event.TunnelEvent.KeyInUse;
import dev.culvert.keys.DataKey;
import dev.culvert.time.Moment;
import dev.culvert.wire.KeyId;

/**
 * Which key is in which slot, and when that changes (openvpn-protocol 5.7).
 *
 * <pre>
 *  first key          PRIMARY
 *  next key           SECONDARY: decrypts at once   --peer has it, keySwitch--&gt;  swapped: it encrypts
 *  the one before     SECONDARY after the swap      --tranWindow--&gt;              dropped
 * </pre>
 *
 * A peer keeps two keys, as we do, and forgets the older one as soon as a further renegotiation
 * begins (observed with OpenVPN 2.6: what was sent under it after that is lost). So a swap that
 * still waits is made when the next renegotiation begins, not when its key is there.
 */
final class KeySchedule {
  private final Timers timers;
  private final SessionOutput output;
  private boolean hasPrimary;
  private KeyId newest = KeyId.FIRST;

  /** The secondary is newer than the primary. */
  private boolean newerWaits;

  private Moment swapAt = Moment.NEVER;
  private Moment dropAt = Moment.NEVER;

  KeySchedule(Timers timers, SessionOutput output) {
    this.timers = timers;
    this.output = output;
  }

  /** A key is ready: install it and destroy our copy. */
  void onKey(DataKey key, Moment now) {
    if (!hasPrimary) {
      hasPrimary = true;
      output.installKey(KeySlot.PRIMARY, key);
    } else {
      swapIfNewerWaits();
      output.installKey(KeySlot.SECONDARY, key);
      newerWaits = true;
      dropAt = now.plus(timers.tranWindow());
    }
    newest = key.keyId();
    key.destroy();
  }

  /** The peer has acknowledged everything that it needs for the newest key. */
  void onPeerHasKey(Moment now) {
    if (newerWaits) {
      swapAt = now.plus(timers.effectiveKeySwitch());
    }
  }

  /** Another renegotiation begins. */
  void onRenegotiation() {
    swapIfNewerWaits();
  }

  void onTimer(Moment now) {
    if (now.reached(swapAt)) {
      swapIfNewerWaits();
    }
    if (now.reached(dropAt)) {
      dropAt = Moment.NEVER;
      output.dropKey(KeySlot.SECONDARY);
    }
  }

  Moment nextDeadline() {
    return Moment.earlier(swapAt, dropAt);
  }

  private void swapIfNewerWaits() {
    swapAt = Moment.NEVER;
    if (newerWaits) {
      newerWaits = false;
      output.swapKeys();
      output.onEvent(new KeyInUse(newest.value()));
    }
  }
}
