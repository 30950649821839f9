// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import java.util.Arrays;

/** Recognises a packet to the transport peer itself that the routes send into the tunnel. */
final class RoutingLoop {
  private static final int TCP = 6;
  private static final int UDP = 17;

  private RoutingLoop() {}

  static boolean is(byte[] packet, NewPeer peer) {
    byte[] remote = peer.remote().getAddress().getAddress();
    boolean ipv4 = remote.length == 4;
    int header = ipv4 ? (packet.length > 0 ? (packet[0] & 0xf) * 4 : 0) : 40;
    if (header < 20 || packet.length < header + 4 || packet[0] >> 4 != (ipv4 ? 4 : 6)) {
      return false;
    }
    int protocol = packet[ipv4 ? 9 : 6];
    int at = ipv4 ? 16 : 24;
    int port = (packet[header + 2] & 0xff) << 8 | (packet[header + 3] & 0xff);
    return protocol == (peer.tcp() ? TCP : UDP)
        && port == peer.remote().getPort()
        && Arrays.equals(packet, at, at + remote.length, remote, 0, remote.length);
  }
}
