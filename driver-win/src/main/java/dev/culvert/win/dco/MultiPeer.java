// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.dco;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a server's device (drivers from 2.4.0): OVPN_SET_MODE and OVPN_MP_*. Written for
 * the server that comes later; the bytes are tested, nothing sends them yet.
 */
final class MultiPeer {
  static final int SET_MODE_SIZE = 4;
  static final int START_SIZE = 32;
  static final int NEW_PEER_SIZE = 80;
  static final int SET_PEER_SIZE = 16;
  static final int PEER_ID_SIZE = 4;
  static final int IROUTE_SIZE = 28;

  private static final int MODE_MULTI_PEER = 1;

  private MultiPeer() {}

  /** OVPN_SET_MODE: from point-to-point to many peers, until the handle is closed. */
  static byte[] setMode() {
    return Layout.of(SET_MODE_SIZE).put32(0, MODE_MULTI_PEER).bytes();
  }

  /**
   * OVPN_MP_START_VPN: listens.
   *
   * @param ipv6Only for an IPv6 address: no IPv4 beside it
   */
  static byte[] start(InetSocketAddress listen, boolean ipv6Only) {
    return Layout.of(START_SIZE).putAddress(0, listen).put32(28, ipv6Only ? 1 : 0).bytes();
  }

  /** The address that the driver bound, from the answer to OVPN_MP_START_VPN. */
  static InetSocketAddress bound(byte[] answer) {
    return Layout.of(answer, START_SIZE)
        .address(0)
        .orElseThrow(() -> new IllegalArgumentException("bound address of no known family"));
  }

  /** OVPN_MP_NEW_PEER: a client with its addresses inside the tunnel. */
  static byte[] newPeer(
      InetSocketAddress local,
      InetSocketAddress remote,
      @Nullable Inet4Address vpn4,
      @Nullable Inet6Address vpn6,
      int peerId) {
    Layout layout = Layout.of(NEW_PEER_SIZE).putAddress(0, local).putAddress(28, remote);
    if (vpn4 != null) {
      layout.put(56, vpn4.getAddress());
    }
    if (vpn6 != null) {
      layout.put(60, vpn6.getAddress());
    }
    return layout.put32(76, peerId).bytes();
  }

  /** OVPN_MP_SET_PEER: as {@link SetPeer}, for one of many. */
  static byte[] setPeer(int peerId, SetPeer settings) {
    return Layout.of(SET_PEER_SIZE).put32(0, peerId).put(4, settings.encode()).bytes();
  }

  /** OVPN_MP_DEL_PEER, OVPN_MP_SWAP_KEYS and OVPN_GET_PEER_STATS. */
  static byte[] peerId(int peerId) {
    return Layout.of(PEER_ID_SIZE).put32(0, peerId).bytes();
  }

  /** OVPN_MP_IROUTE: a network behind a client. */
  static byte[] iroute(InetAddress network, int length, int peerId) {
    return Layout.of(IROUTE_SIZE)
        .put(0, network.getAddress())
        .put32(16, length)
        .put32(20, peerId)
        .put32(24, network instanceof Inet6Address ? 1 : 0)
        .bytes();
  }
}
