// SPDX-License-Identifier: Apache-2.0
package dev.culvert.datapath;

import dev.culvert.crypto.Aead;
import dev.culvert.driver.PacketBatch;

/** The sizes of the batches on the path. */
final class Batches {
  /** Packets that one wake-up may take; more wait in the queues of the system. */
  static final int SLOTS = 64;

  private Batches() {}

  /** For IP packets of up to {@code largestPacket} bytes. */
  static PacketBatch tunnel(int slots, int largestPacket) {
    int tail = Aead.TAG_LENGTH;
    int lead = PayloadFrame.LEAD;
    return new PacketBatch(slots, lead + largestPacket + PayloadFrame.LONGEST + tail, lead, tail);
  }

  /**
   * For datagrams that carry packets of up to {@code largestPacket} bytes, and for control packets;
   * one byte more than both, so that a longer datagram shows.
   */
  static PacketBatch link(int slots, int largestPacket) {
    int longest =
        Math.max(
                largestPacket + PayloadFrame.LONGEST + Sealing.LONGEST_OVERHEAD,
                UserspaceLink.LONGEST_CONTROL)
            + 1;
    int tail = Aead.TAG_LENGTH;
    return new PacketBatch(slots, longest + tail, 0, tail);
  }

  static long bytes(PacketBatch batch) {
    long bytes = 0;
    for (int i = 0; i < batch.count(); i++) {
      bytes += batch.length(i);
    }
    return bytes;
  }
}
