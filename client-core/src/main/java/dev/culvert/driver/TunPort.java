// SPDX-License-Identifier: Apache-2.0
package dev.culvert.driver;

import java.io.IOException;

/**
 * The user-space end of a tun device: IP packets in batches. One thread reads, one writes; {@link
 * #close} may come from any thread and ends a waiting read.
 */
public interface TunPort extends AutoCloseable {
  DeviceId id();

  /**
   * Waits until the system has at least one packet for the tunnel, then takes as many as are there
   * and fit.
   *
   * @param batch cleared first, then filled
   * @return packets taken; -1 after {@link #close}
   */
  int read(PacketBatch batch) throws IOException;

  /**
   * Hands the packets to the system. A packet that the system refuses (malformed, no buffer) is
   * left out and does not stop the others.
   *
   * @return packets the system took
   */
  int write(PacketBatch batch) throws IOException;

  @Override
  void close();
}
