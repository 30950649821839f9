// SPDX-License-Identifier: Apache-2.0
package dev.culvert.datapath;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The packet ids that one end of an epoch key gives out, each once, whichever thread asks: epoch in
 * the upper 16 bits, counter in the lower 48, which is how they stand in the packet
 * (openvpn-protocol 5.3). Epochs only grow: when a key has been used enough, and when the peer is
 * ahead.
 */
final class EpochIds {
  /** No id is left. */
  static final long NONE = -1;

  /** What AES-GCM may do under one key: packets and blocks of 16 bytes, minus one. */
  static final long AES_GCM_LIMIT = (1L << 36) - 1;

  /** For ciphers that do not wear out. */
  static final long NO_LIMIT = Long.MAX_VALUE;

  /** Time to ask for the next key. */
  static final int NEARLY_USED_UP = 0xf000;

  /** Epochs beyond this one leave a peer no room for its future keys. */
  static final int LAST = 0xffff - EpochOpening.FUTURE_KEYS - 1;

  /** Epochs that a peer can always follow: a build of 2.8 keeps four future keys. */
  private static final int LEAD = 4;

  private static final int COUNTER_BITS = 48;
  private static final long COUNTER = (1L << COUNTER_BITS) - 1;

  private final long limit;
  private final AtomicLong next = new AtomicLong(first(1));
  private final AtomicLong used = new AtomicLong();
  private final AtomicBoolean told = new AtomicBoolean();
  private volatile int peerEpoch = 1;
  private volatile boolean stuck;

  /**
   * @param limit packets and blocks under one epoch's key after which the next one begins
   */
  EpochIds(long limit) {
    this.limit = limit;
  }

  static int epoch(long id) {
    return (int) (id >>> COUNTER_BITS);
  }

  static long counter(long id) {
    return id & COUNTER;
  }

  private static long first(int epoch) {
    return (long) epoch << COUNTER_BITS | 1;
  }

  /** The epoch that sends now. */
  int epoch() {
    return epoch(next.get());
  }

  long limit() {
    return limit;
  }

  /**
   * An id for a packet.
   *
   * @param length bytes that it will seal
   */
  long take(int length) {
    long id = next.getAndIncrement();
    if (counter(id) == 0) {
      // The counter ran over into the next epoch, which begins with 1.
      id = next.getAndIncrement();
    }
    if (epoch(id) > LAST) {
      return NONE;
    }
    if (used.addAndGet(units(length)) > limit) {
      advance(epoch(id));
    }
    return id;
  }

  /** What sealing or opening that many bytes costs a key. */
  static long units(int length) {
    return 1 + (length + 15L) / 16;
  }

  /** True for one caller when the next key should be asked for. */
  boolean mustTell() {
    return (stuck || epoch() >= NEARLY_USED_UP) && told.compareAndSet(false, true);
  }

  /** Leaves an epoch, unless another thread has, or the peer could not follow. */
  void advance(int epoch) {
    if (epoch + 1 - peerEpoch > LEAD) {
      stuck = true;
      return;
    }
    moveTo(epoch, epoch + 1);
  }

  /** The peer has used that epoch: we follow. */
  void onPeerEpoch(int epoch) {
    peerEpoch = epoch;
    stuck = false;
    int ours = epoch();
    while (ours < epoch && !moveTo(ours, epoch)) {
      ours = epoch();
    }
  }

  private boolean moveTo(int from, int to) {
    long id = next.get();
    while (epoch(id) == from) {
      if (next.compareAndSet(id, first(to))) {
        used.set(0);
        return true;
      }
      id = next.get();
    }
    return false;
  }
}
