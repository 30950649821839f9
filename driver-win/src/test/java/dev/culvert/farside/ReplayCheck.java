// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import java.util.BitSet;

/** Takes each packet id once, and none that is too far behind the highest. One thread. */
final class ReplayCheck {
  static final int WINDOW = 2048;

  private final BitSet seen = new BitSet(WINDOW);
  private long highest;

  /** Call only for packets that are authenticated: it remembers them. */
  boolean isNew(long packetId) {
    if (packetId == 0 || packetId + WINDOW <= highest) {
      return false;
    }
    for (long id = Math.max(highest, packetId - WINDOW) + 1; id <= packetId; id++) {
      seen.clear(slot(id));
    }
    highest = Math.max(highest, packetId);
    if (seen.get(slot(packetId))) {
      return false;
    }
    seen.set(slot(packetId));
    return true;
  }

  private static int slot(long packetId) {
    return (int) (packetId % WINDOW);
  }
}
