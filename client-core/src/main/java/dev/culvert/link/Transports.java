// SPDX-License-Identifier: Apache-2.0
package dev.culvert.link;

import dev.culvert.driver.LinkRequest;
import dev.culvert.driver.Transport;
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
    if (request.transport() != Transport.UDP) {
      return TcpSocket.open(request);
    }
    return request.proxy() == null ? UdpSocket.open(request) : SocksSocket.open(request);
  }
}
