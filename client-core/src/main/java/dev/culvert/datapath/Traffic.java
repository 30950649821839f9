// SPDX-License-Identifier: Apache-2.0
package dev.culvert.datapath;

import dev.culvert.driver.TrafficCounters;
import java.util.concurrent.atomic.LongAdder;

/** The counters behind {@link TrafficCounters}, added to once per batch. */
final class Traffic {
  private final LongAdder tunnelSentPackets = new LongAdder();
  private final LongAdder tunnelSent = new LongAdder();
  private final LongAdder tunnelReceivedPackets = new LongAdder();
  private final LongAdder tunnelReceived = new LongAdder();
  private final LongAdder linkSent = new LongAdder();
  private final LongAdder linkReceived = new LongAdder();

  void tunnelSent(long packets, long bytes) {
    tunnelSentPackets.add(packets);
    tunnelSent.add(bytes);
  }

  void tunnelReceived(long packets, long bytes) {
    tunnelReceivedPackets.add(packets);
    tunnelReceived.add(bytes);
  }

  void linkSent(long bytes) {
    linkSent.add(bytes);
  }

  void linkReceived(long bytes) {
    linkReceived.add(bytes);
  }

  TrafficCounters snapshot() {
    return new TrafficCounters(
        tunnelSentPackets.sum(),
        tunnelSent.sum(),
        tunnelReceivedPackets.sum(),
        tunnelReceived.sum(),
        linkSent.sum(),
        linkReceived.sum());
  }
}
