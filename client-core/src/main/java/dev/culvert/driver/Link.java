// SPDX-License-Identifier: Apache-2.0
package dev.culvert.driver;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/** The transport of a tunnel as the control channel sees it: it sends control packets only. */
public interface Link extends AutoCloseable {
  /**
   * Sends one control packet. A packet that the network cannot take now is lost, as any packet may
   * be: the reliability layer sends it again.
   *
   * @param packet borrowed for the call
   */
  void send(byte[] packet, InetSocketAddress to) throws IOException;

  /** The address the link is bound to. */
  InetSocketAddress local();

  /**
   * Where the packets go on the wire: the peer of a TCP connection, a proxy. Empty where that is
   * whatever address they are sent to, or not known yet.
   */
  default Optional<InetSocketAddress> hop() {
    return Optional.empty();
  }

  @Override
  void close();
}
