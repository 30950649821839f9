// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wire;

import java.time.Duration;
import java.util.Arrays;

/**
 * Which packet ids have been seen (openvpn-protocol 5.5). An id is accepted once: above the
 * highest, or unseen within the window behind it and not late. A window of zero wants every id to
 * be the next one. In the long form the sender's start time counts too: a newer one begins afresh,
 * an older one is refused.
 *
 * <p>Allocates nothing per packet. One thread.
 */
public final class ReplayWindow {
  private static final int MAX_SIZE = 65536;

  /**
   * How finely time is looked at: a late id is refused at most an eighth of the expiry too late.
   */
  private static final int SNAPSHOTS = 8;

  private final int size;
  private final long expiryNanos;

  /** Bit {@code id mod size} for the ids of the window. */
  private final long[] seen;

  /** What the highest id was, and when; a ring. */
  private final long[] snapshotHighest = new long[SNAPSHOTS];

  private final long[] snapshotNanos = new long[SNAPSHOTS];
  private int snapshots;
  private int oldestSnapshot;

  private long time;
  private long highest;
  private long highestNanos;

  /** Ids up to this one come too late. */
  private long floor;

  /**
   * @param size ids from the highest downwards that may still come, 0 to 65536
   * @param expiry after which an id that has not come is late; zero for never
   */
  public ReplayWindow(int size, Duration expiry) {
    if (size < 0 || size > MAX_SIZE) {
      throw new IllegalArgumentException("replay window of " + size);
    }
    this.size = size;
    this.expiryNanos = expiry.toNanos();
    this.seen = new long[(size + Long.SIZE - 1) / Long.SIZE];
  }

  /**
   * The long form of control packets.
   *
   * @param id 1 to 2^32-1
   * @param sentTime the sender's start time, unsigned seconds
   * @param nowNanos of a monotonic clock
   */
  public boolean accept(long id, long sentTime, long nowNanos) {
    if (sentTime < time) {
      return false;
    }
    if (sentTime > time) {
      restart(sentTime);
    }
    return accept(id, nowNanos);
  }

  /** The short form of data packets; same units. */
  public boolean accept(long id, long nowNanos) {
    if (id <= 0) {
      return false;
    }
    if (size == 0) {
      return acceptNext(id);
    }
    expire(nowNanos);
    if (id > highest) {
      advance(id, nowNanos);
      return true;
    }
    if (id <= floor || id <= highest - size || isSeen(id)) {
      return false;
    }
    mark(id);
    return true;
  }

  private boolean acceptNext(long id) {
    if (id != highest + 1) {
      return false;
    }
    highest = id;
    return true;
  }

  private void restart(long sentTime) {
    time = sentTime;
    highest = 0;
    floor = 0;
    snapshots = 0;
    Arrays.fill(seen, 0);
  }

  private void advance(long id, long nowNanos) {
    if (id - highest >= size) {
      Arrays.fill(seen, 0);
    } else {
      for (long skipped = highest + 1; skipped < id; skipped++) {
        clear(skipped);
      }
    }
    highest = id;
    highestNanos = nowNanos;
    mark(id);
  }

  /** Raises the floor to what was the highest id {@code expiry} ago. */
  private void expire(long nowNanos) {
    if (expiryNanos == 0 || highest == 0) {
      return;
    }
    if (snapshots == 0 || nowNanos - newestSnapshotNanos() >= expiryNanos / SNAPSHOTS) {
      takeSnapshot();
    }
    while (snapshots > 0 && nowNanos - snapshotNanos[oldestSnapshot] > expiryNanos) {
      floor = Math.max(floor, snapshotHighest[oldestSnapshot]);
      oldestSnapshot = (oldestSnapshot + 1) % SNAPSHOTS;
      snapshots--;
    }
  }

  private void takeSnapshot() {
    if (snapshots == SNAPSHOTS) {
      return;
    }
    int slot = (oldestSnapshot + snapshots) % SNAPSHOTS;
    snapshotHighest[slot] = highest;
    snapshotNanos[slot] = highestNanos;
    snapshots++;
  }

  private long newestSnapshotNanos() {
    return snapshotNanos[(oldestSnapshot + snapshots - 1) % SNAPSHOTS];
  }

  private boolean isSeen(long id) {
    int bit = (int) (id % size);
    return (seen[bit / Long.SIZE] >>> bit % Long.SIZE & 1) == 1;
  }

  private void mark(long id) {
    int bit = (int) (id % size);
    seen[bit / Long.SIZE] |= 1L << bit % Long.SIZE;
  }

  private void clear(long id) {
    int bit = (int) (id % size);
    seen[bit / Long.SIZE] &= ~(1L << bit % Long.SIZE);
  }
}
