// SPDX-License-Identifier: Apache-2.0
package dev.culvert.link;

import dev.culvert.driver.LinkRequest;
import dev.culvert.driver.PacketBatch;
import dev.culvert.driver.TransportLostException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * A transport that moves packets in batches, so that an implementation may use one system call for
 * many of them. One thread receives, one sends batches; everything else may come from any thread.
 */
public interface PacketSocket extends AutoCloseable {
  /** Makes sockets. */
  @FunctionalInterface
  interface Opener {
    PacketSocket open(LinkRequest request) throws IOException;
  }

  /**
   * Waits until packets can pass: at once with UDP, with TCP when the connection stands. Called
   * once, before the first {@link #receive} and by the same thread; {@link #close} ends the wait.
   *
   * @throws TransportLostException it does not come about
   */
  default void establish() throws IOException {}

  /**
   * Whether packets come in order and whole, so that one that cannot be opened means that the
   * stream is broken.
   */
  default boolean isStream() {
    return false;
  }

  /** Where packets go on the wire, where that is not what {@link #send} is told. */
  default Optional<InetSocketAddress> hop() {
    return Optional.empty();
  }

  /**
   * Waits for a packet, then takes all that are there and fit. A packet longer than {@link
   * PacketBatch#room} is cut to that size.
   *
   * @param batch cleared first, then filled
   * @param timeoutNanos longest wait; {@link Long#MAX_VALUE} for no limit
   * @return packets taken, 0 when the time is over or {@link #wakeUp} was called, -1 after {@link
   *     #close}
   * @throws TransportLostException nothing comes any more
   * @throws IOException an error that the network reported to this socket; the next call may work
   */
  int receive(PacketBatch batch, long timeoutNanos) throws IOException;

  /** Who sent packet {@code index} of the last {@link #receive}; for the receiving thread. */
  InetSocketAddress sender(int index);

  /**
   * Sends a batch. A packet that the network refuses, or does not take in time, is left out and
   * does not stop the others.
   *
   * @return packets the network took
   * @throws IOException only when the socket is closed
   */
  int send(PacketBatch batch, InetSocketAddress to) throws IOException;

  /**
   * Sends one packet now or not at all; any thread.
   *
   * @return whether it was taken
   */
  boolean send(byte[] array, int offset, int length, InetSocketAddress to) throws IOException;

  /** Ends a wait in {@link #receive}, or the next one if nobody waits. */
  void wakeUp();

  /** The address the socket is bound to. */
  InetSocketAddress local();

  /** Idempotent; ends a wait in {@link #receive}. */
  @Override
  void close();
}
