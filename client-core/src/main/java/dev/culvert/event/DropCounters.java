// SPDX-License-Identifier: Apache-2.0
package dev.culvert.event;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Dropped packets by reason. Written and read by any thread. */
public final class DropCounters {
  /** Never changes its keys after construction, so it needs no lock. */
  private final Map<DropReason, LongAdder> counts = new EnumMap<>(DropReason.class);

  /** All zero. */
  public DropCounters() {
    for (DropReason reason : DropReason.values()) {
      counts.put(reason, new LongAdder());
    }
  }

  /** One more packet was dropped for that reason. */
  public void count(DropReason reason) {
    counter(reason).increment();
  }

  public long of(DropReason reason) {
    return counter(reason).sum();
  }

  public long total() {
    return counts.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** The reasons that occurred, with their counts. */
  public Map<DropReason, Long> snapshot() {
    Map<DropReason, Long> seen = new EnumMap<>(DropReason.class);
    counts.forEach(
        (reason, counter) -> {
          if (counter.sum() > 0) {
            seen.put(reason, counter.sum());
          }
        });
    return seen;
  }

  private LongAdder counter(DropReason reason) {
    return requireNonNull(counts.get(reason));
  }
}
