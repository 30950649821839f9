// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.dco;

import dev.culvert.driver.Transport;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * OVPN_NEW_PEER: the driver's socket and whom it talks to.
 *
 * @param local to bind; of the same family as {@code remote}
 */
record NewPeer(InetSocketAddress local, InetSocketAddress remote, Transport transport) {
  static final int SIZE = 60;
  private static final int LOCAL = 0;
  private static final int REMOTE = 28;
  private static final int PROTO = 56;
  private static final int PROTO_UDP = 0;
  private static final int PROTO_TCP = 1;

  NewPeer {
    boolean sameFamily =
        (local.getAddress() instanceof Inet6Address)
            == (remote.getAddress() instanceof Inet6Address);
    if (!sameFamily) {
      throw new IllegalArgumentException("local " + local + " and remote " + remote);
    }
  }

  /** Any address of the remote's family, and a port of the system's choice. */
  static NewPeer unbound(InetSocketAddress remote, Transport transport) {
    String anywhere = remote.getAddress() instanceof Inet6Address ? "::" : "0.0.0.0";
    return new NewPeer(
        new InetSocketAddress(InetAddress.ofLiteral(anywhere), 0), remote, transport);
  }

  byte[] encode() {
    return Layout.of(SIZE)
        .putAddress(LOCAL, local)
        .putAddress(REMOTE, remote)
        .put32(PROTO, transport == Transport.UDP ? PROTO_UDP : PROTO_TCP)
        .bytes();
  }
}
