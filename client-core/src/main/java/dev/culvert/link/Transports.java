// SPDX-License-Identifier: Apache-2.0
package dev.culvert.link;

import dev.culvert.driver.LinkRequest;
import java.io.IOException;

/** From a request to the socket that carries it. */
public final class Transports {
  private Transports() {}

  /**
   * Opens and binds. A connection is made by {@link PacketSocket#establish}.
   *
   * @throws IOException the system refuses: the address is taken, or not ours
   */
  public static PacketSocket open(LinkRequest request) throws IOException {
    return switch (request.transport()) {
      case UDP -> UdpSocket.open(request);
      case TCP_CLIENT -> TcpSocket.client(request);
      case TCP_SERVER -> TcpSocket.server(request);
    };
  }
}
