// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.dco;

import dev.culvert.driver.Keepalive;
import java.time.Duration;

/**
 * OVPN_SET_PEER. Early drivers mistook -1 ("leave it"), so all three are always real values, and
 * some want both times or neither: where one is not wanted it is a day. A ping a day does no harm,
 * and a time-out that was not asked for is passed over by {@link DcoLink}.
 *
 * @param mss largest TCP payload over IPv4 in bytes, 0 to leave SYN packets alone
 */
record SetPeer(Keepalive keepalive, int mss) {
  static final int SIZE = 12;
  private static final Duration NOT_WANTED = Duration.ofDays(1);

  byte[] encode() {
    Duration interval = keepalive.interval();
    Duration timeout = keepalive.timeout();
    boolean neither = interval.isZero() && timeout.isZero();
    return Layout.of(SIZE)
        .put32(0, neither ? 0 : seconds(interval))
        .put32(4, neither ? 0 : seconds(timeout))
        .put32(8, mss)
        .bytes();
  }

  private static int seconds(Duration time) {
    return Math.toIntExact((time.isZero() ? NOT_WANTED : time).toSeconds());
  }
}
