// SPDX-License-Identifier: Apache-2.0
package dev.culvert.session;

import java.time.Duration;

/**
 * How long things take, under OpenVPN's names.
 *
 * @param tlsTimeout first retransmission of a control packet
 * @param handWindow from a reset to the end of its negotiation
 * @param tranWindow how long an old key still decrypts
 * @param renegotiate from one negotiation to the next; zero for never
 * @param keySwitch from the moment when the peer has all of a new key to its use for sending: a
 *     driver may need a moment to install it
 * @param exitWait how long a leaving end waits for the peer to acknowledge
 */
public record Timers(
    Duration tlsTimeout,
    Duration handWindow,
    Duration tranWindow,
    Duration renegotiate,
    Duration keySwitch,
    Duration exitWait) {
  public static final Timers DEFAULT =
      new Timers(
          Duration.ofSeconds(2),
          Duration.ofSeconds(60),
          Duration.ofSeconds(3600),
          Duration.ofSeconds(3600),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1));

  /** The time before a new key encrypts, never so long that the next one comes first. */
  Duration effectiveKeySwitch() {
    Duration half = renegotiate.dividedBy(2);
    return renegotiate.isZero() || keySwitch.compareTo(half) < 0 ? keySwitch : half;
  }
}
