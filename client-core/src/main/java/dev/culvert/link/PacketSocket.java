// SPDX-License-Identifier: Apache-2.0
package dev.culvert.link;

import dev.culvert.driver.LinkRequest;
import dev.culvert.driver.PacketBatch;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * A datagram socket that moves batches, so that an implementation may use one system call for many
 * packets. One thread receives, one sends batches; everything else may come from any thread.
 */
public interface PacketSocket extends AutoCloseable {
  /** Makes sockets. */
  @FunctionalInterface
  interface Opener {
    PacketSocket open(LinkRequest request) throws IOException;
  }

  /**
   * Waits for a packet, then takes all that are there and fit. A packet longer than {@link
   * PacketBatch#room} is cut to that size.
   *
   * @param batch cleared first, then filled
   * @param timeoutNanos longest wait; {@link Long#MAX_VALUE} for no limit
   * @return packets taken, 0 when the time is over or {@link #wakeUp} was called, -1 after {@link
   *     #close}
   * @throws IOException an error that the network reported to this socket; the next call may work
   */
  int receive(PacketBatch batch, long timeoutNanos) throws IOException;

  /** Who sent packet {@code index} of the last {@link #receive}; for the receiving thread. */
  InetSocketAddress sender(int index);

  /**
   * Sends a batch. A packet that the network refuses is left out and does not stop the others.
   *
   * @return packets the network took
   * @throws IOException only when the socket is closed
   */
  int send(PacketBatch batch, InetSocketAddress to) throws IOException;

  /** Sends one packet now or not at all; any thread. */
  void send(byte[] array, int offset, int length, InetSocketAddress to) throws IOException;

  /** Ends a wait in {@link #receive}, or the next one if nobody waits. */
  void wakeUp();

  /** The address the socket is bound to. */
  InetSocketAddress local();

  /** Idempotent; ends a wait in {@link #receive}. */
  @Override
  void close();
}
