// SPDX-License-Identifier: Apache-2.0
package dev.culvert.network;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;

/** The system's network settings, as far as a plan reads and changes them. */
public interface NetworkPort {
  /** How the system reaches {@code destination} now; empty when it cannot. */
  Optional<RouteToPeer> routeTo(InetAddress destination) throws IOException;

  /** Makes one change. */
  void apply(NetChange change) throws IOException;

  /**
   * Undoes one change. What is gone already (the device was removed and took its routes along)
   * counts as undone.
   */
  void undo(NetChange change) throws IOException;
}
