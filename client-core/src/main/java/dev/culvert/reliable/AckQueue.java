// SPDX-License-Identifier: Apache-2.0
package dev.culvert.reliable;

import dev.culvert.wire.AckRecord;
import dev.culvert.wire.SessionId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Packet ids that the peer is to be told of: new ones first, then those told most recently, as long
 * as there is room, since an acknowledgement may get lost too (openvpn-protocol 1.3).
 */
public final class AckQueue {
  private static final int SIZE = AckRecord.MAX;

  private final Deque<Long> fresh = new ArrayDeque<>();

  /** Most recently told first. */
  private final Deque<Long> told = new ArrayDeque<>();

  public AckQueue() {}

  /** Takes an id; false when eight wait already: then the peer has to send the packet again. */
  public boolean add(long id) {
    if (fresh.contains(id)) {
      return true;
    }
    return fresh.size() < SIZE && fresh.add(id);
  }

  /** Whether there is something new to tell. */
  public boolean pending() {
    return !fresh.isEmpty();
  }

  /**
   * The ids for one packet.
   *
   * @param max ids, 1 to 8
   * @param peer whose packets they are
   */
  public AckRecord take(int max, SessionId peer) {
    List<Long> ids = new ArrayList<>(max);
    while (ids.size() < max && !fresh.isEmpty()) {
      ids.add(fresh.remove());
    }
    int news = ids.size();
    for (Long id : told) {
      if (ids.size() < max && !ids.subList(0, news).contains(id)) {
        ids.add(id);
      }
    }
    remember(ids.subList(0, news));
    return ids.isEmpty() ? AckRecord.NONE : new AckRecord(ids, peer);
  }

  private void remember(List<Long> ids) {
    for (Long id : ids) {
      told.remove(id);
      told.addFirst(id);
    }
    while (told.size() > SIZE) {
      told.removeLast();
    }
  }
}
