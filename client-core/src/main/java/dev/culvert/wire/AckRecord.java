// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The packet ids that a control packet acknowledges (each 0 to 2^32-1, at most eight) and the
 * session id of the end that sent them, which is present exactly when there are any.
 */
public record AckRecord(List<Long> packetIds, @Nullable SessionId peer) {
  public static final AckRecord NONE = new AckRecord(List.of(), null);
  public static final int MAX = 8;

  public AckRecord {
    packetIds = List.copyOf(packetIds);
    if (packetIds.size() > MAX) {
      throw new IllegalArgumentException(packetIds.size() + " acknowledgements, at most " + MAX);
    }
    if (packetIds.isEmpty() != (peer == null)) {
      throw new IllegalArgumentException("acknowledgements and peer session id go together");
    }
  }
}
