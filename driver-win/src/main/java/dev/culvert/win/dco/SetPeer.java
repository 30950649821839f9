// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.dco;

import dev.culvert.driver.Keepalive;

/**
 * OVPN_SET_PEER. Early drivers mistook -1 ("leave it"), so all three are always real values.
 *
 * @param mss largest TCP payload over IPv4 in bytes, 0 to leave SYN packets alone
 */
record SetPeer(Keepalive keepalive, int mss) {
  static final int SIZE = 12;

  byte[] encode() {
    return Layout.of(SIZE)
        .put32(0, Math.toIntExact(keepalive.interval().toSeconds()))
        .put32(4, Math.toIntExact(keepalive.timeout().toSeconds()))
        .put32(8, mss)
        .bytes();
  }
}
