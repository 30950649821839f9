// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.dco;

import java.net.InetSocketAddress;
import java.util.Optional;

/** OVPN_NOTIFY_EVENT: what a server's device reports of its peers (drivers from 2.4.0). */
sealed interface NotifyEvent {
  int SIZE = 144;

  /** OVPN_NOTIFY_CMD 0: the peer is gone. */
  record PeerDeleted(int peerId, Reason reason) implements NotifyEvent {}

  /** OVPN_NOTIFY_CMD 1: the key of that peer is nearly used up. */
  record SwapKeys(int peerId) implements NotifyEvent {}

  /** OVPN_NOTIFY_CMD 2: the peer now comes from another address. */
  record PeerMoved(int peerId, InetSocketAddress to) implements NotifyEvent {}

  /** OVPN_DEL_PEER_REASON, in the header's order from 0. */
  enum Reason {
    TEARDOWN,
    USERSPACE,
    EXPIRED,
    TRANSPORT_ERROR,
    TRANSPORT_DISCONNECT
  }

  /** The event; empty for one that this version does not know. */
  static Optional<NotifyEvent> decode(byte[] bytes) {
    Layout from = Layout.of(bytes, SIZE);
    int peer = from.i32(4);
    return switch (from.i32(0)) {
      case 0 -> reason(from.i32(8)).map(reason -> new PeerDeleted(peer, reason));
      case 1 -> Optional.of(new SwapKeys(peer));
      case 2 -> from.address(16).map(to -> new PeerMoved(peer, to));
      default -> Optional.empty();
    };
  }

  private static Optional<Reason> reason(int number) {
    Reason[] all = Reason.values();
    return number >= 0 && number < all.length ? Optional.of(all[number]) : Optional.empty();
  }
}
