// SPDX-License-Identifier: Apache-2.0
package dev.culvert.session;

import dev.culvert.event.DisconnectCause;
import dev.culvert.event.DisconnectCause.ControlKeyMismatch;
import dev.culvert.event.DisconnectCause.NegotiationTimeout;
import dev.culvert.event.DisconnectCause.NoAnswer;
import dev.culvert.event.DropReason;
import java.time.Duration;

/**
 * What came from the peer's address that our wrap does not open: tells silence from a wrong key.
 */
final class Answers {
  private long unreadable;
  private boolean wrongDirection;

  void onUnreadable(DropReason reason) {
    unreadable++;
    wrongDirection |= reason == DropReason.WRONG_KEY_DIRECTION;
  }

  /** Why a negotiation did not end in its time. */
  DisconnectCause timeout(Duration window, boolean peerAnswered) {
    if (peerAnswered) {
      return new NegotiationTimeout(window);
    }
    return unreadable == 0
        ? new NoAnswer(window)
        : new ControlKeyMismatch(window, unreadable, wrongDirection);
  }
}
