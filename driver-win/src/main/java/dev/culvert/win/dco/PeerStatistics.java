// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.dco;

/** OVPN_PEER_STATS (drivers from 2.7.0): bytes of one peer, link encrypted, vpn plain. */
record PeerStatistics(
    int peerId, long linkReceived, long linkSent, long vpnReceived, long vpnSent) {
  static final int SIZE = 40;

  /** OVPN_GET_PEER_STATS with the id -1: all peers. */
  static byte[] everyPeer() {
    return MultiPeer.peerId(-1);
  }

  static PeerStatistics decode(byte[] bytes) {
    Layout from = Layout.of(bytes, SIZE);
    return new PeerStatistics(from.i32(0), from.i64(8), from.i64(16), from.i64(24), from.i64(32));
  }
}
