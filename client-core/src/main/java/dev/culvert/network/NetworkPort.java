// SPDX-License-Identifier: Apache-2.0
package dev.culvert.network;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;

/** The system's network settings, as far as a plan reads and changes them. */
public interface NetworkPort {
  /** What came of {@link #apply}. */
  enum Outcome {
    /** The system was changed. */
    MADE,
    /** The system was so already; nothing is ours to undo. */
    WAS_SO
  }

  /** How the system reaches {@code destination} now; empty when it cannot. */
  Optional<RouteToPeer> routeTo(InetAddress destination) throws IOException;

  /** The default route that the system uses first; empty when it has none. */
  Optional<SystemRoute> defaultRoute(IpVersion version) throws IOException;

  /** The system's number for a device; empty when there is no such device. */
  OptionalInt deviceIndex(String device) throws IOException;

  /** Whether the system is already as {@code change} would make it. */
  boolean isInPlace(NetChange change) throws IOException;

  /** Makes one change. Throws only when the system is as it was before. */
  Outcome apply(NetChange change) throws IOException;

  /**
   * Undoes one change. What is gone already (the device was removed and took its routes along)
   * counts as undone, so that it may be called again.
   */
  void undo(NetChange change) throws IOException;
}
