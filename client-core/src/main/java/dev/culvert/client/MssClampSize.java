// SPDX-License-Identifier: Apache-2.0
package dev.culvert.client;

import dev.culvert.driver.CompressionFraming;
import dev.culvert.driver.Transport;
import dev.culvert.profile.TunnelOptions.MssFix;
import dev.culvert.proxy.SocksDatagram;
import java.net.Inet6Address;
import java.net.InetAddress;

/** From {@code mssfix} to the largest TCP payload over IPv4 (openvpn-protocol 5.10). */
final class MssClampSize {
  private static final int INNER_HEADERS = 20 + 20;
  private static final int IPV4 = 20;
  private static final int IPV6 = 40;
  private static final int UDP = 8;
  private static final int TCP_WITH_LENGTH = 20 + 2;
  private static final int PACKET_ID_AND_TAG = 4 + 16;

  private MssClampSize() {}

  /**
   * Bytes; 0 to leave SYN packets alone.
   *
   * @param relayed whether a SOCKS relay's header stands before each datagram
   */
  static int of(
      MssFix fix,
      InetAddress peer,
      Transport transport,
      boolean dataV2,
      boolean relayed,
      CompressionFraming framing) {
    if (fix.size() == 0) {
      return 0;
    }
    int header = (dataV2 ? 4 : 1) + PACKET_ID_AND_TAG + framing.overhead();
    int outer =
        (peer instanceof Inet6Address ? IPV6 : IPV4)
            + (transport == Transport.UDP ? UDP : TCP_WITH_LENGTH)
            + (relayed ? SocksDatagram.HEADER : 0);
    int inside =
        switch (fix.basis()) {
          case WITH_HEADERS -> fix.size() - outer - header;
          case PAYLOAD -> fix.size() - header;
          case INSIDE -> fix.size();
        };
    return Math.max(0, inside - INNER_HEADERS);
  }
}
