// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import java.io.IOException;

/** The driver's socket: packets to and from one remote, without length prefixes. */
interface Transport extends AutoCloseable {
  /** What the driver does with that which arrives; called from a thread of the transport. */
  interface Receiver {
    /** One packet, the receiver's own copy. */
    void received(byte[] packet);

    /** The other end has closed or reset the connection. */
    void lost();
  }

  /** Sends one packet; any thread. */
  void send(byte[] packet) throws IOException;

  @Override
  void close();
}
