// SPDX-License-Identifier: Apache-2.0
package dev.culvert.session;

import dev.culvert.driver.KeySlot;
import dev.culvert.event.DisconnectCause;
import dev.culvert.event.TunnelEvent;
import dev.culvert.keys.DataKey;
import java.net.InetSocketAddress;

/** What a session wants done. Called within the session's own methods, on their thread. */
public interface SessionOutput {
  /** Send this control packet; the array is the receiver's to keep. */
  void transmit(byte[] packet, InetSocketAddress to);

  /** Comes before the first {@link #installKey} of a session. */
  void onEstablished(Established established);

  /** The key is wiped when the call returns: keep a copy. */
  void installKey(KeySlot slot, DataKey key);

  void swapKeys();

  void dropKey(KeySlot slot);

  /** An authentic control packet came. */
  void onControlHeard();

  void onEvent(TunnelEvent event);

  /** The session is over; nothing follows. */
  void onEnded(DisconnectCause cause);
}
