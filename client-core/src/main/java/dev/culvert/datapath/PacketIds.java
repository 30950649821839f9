// SPDX-License-Identifier: Apache-2.0
package dev.culvert.datapath;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The packet ids of one key: 1, 2, ... below 2^32-1, each given out once, whichever thread asks,
 * because every id makes a nonce.
 */
final class PacketIds {
  /** Time to ask for the next key (openvpn-protocol 5.6). */
  static final long NEARLY_USED_UP = 0xff00_0000L;

  static final long LIMIT = 0xffff_ffffL;

  /** No id is left. */
  static final long NONE = -1;

  private final AtomicLong next;
  private final AtomicBoolean told = new AtomicBoolean();

  PacketIds(long first) {
    next = new AtomicLong(first);
  }

  long take() {
    long id = next.getAndIncrement();
    return id < LIMIT ? id : NONE;
  }

  /** True for one caller after {@link #NEARLY_USED_UP} was reached. */
  boolean mustTell(long id) {
    return (id >= NEARLY_USED_UP || id == NONE) && told.compareAndSet(false, true);
  }
}
