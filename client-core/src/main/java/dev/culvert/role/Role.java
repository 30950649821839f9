// SPDX-License-Identifier: Apache-2.0
package dev.culvert.role;

import dev.culvert.negotiate.PeerInfo;
import dev.culvert.wire.TlsRole;

/** What an end is to its peer. Immutable; each session gets a {@link Conversation} of its own. */
public interface Role {
  TlsRole tlsRole();

  /** Whether this end sends a hard reset without being asked. */
  boolean opensSession();

  /**
   * Whether a peer's hard reset with a new session id may open a session beside the running one.
   */
  boolean takesNewSessions();

  /**
   * What this end says of itself.
   *
   * @param canExport whether the TLS session can export keys; else the bits that need it are left
   *     out
   */
  PeerInfo peerInfo(boolean canExport);

  Conversation converse();
}
