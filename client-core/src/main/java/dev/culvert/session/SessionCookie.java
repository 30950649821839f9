// SPDX-License-Identifier: Apache-2.0
package dev.culvert.session;

import dev.culvert.bytes.ByteReader;
import dev.culvert.bytes.ByteWriter;
import dev.culvert.bytes.Secret;
import dev.culvert.crypto.HmacDigest;
import dev.culvert.time.Moment;
import dev.culvert.wire.SessionId;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import javax.crypto.Mac;

/**
 * Session ids that can be recognised without having been remembered: a keyed hash of who asked and
 * when (openvpn-protocol 1.4). Whoever sends one back has received what was sent to its address.
 */
final class SessionCookie {
  /** Slots before the present one whose ids are still taken. */
  private static final int OLD_SLOTS = 2;

  private final Mac mac;
  private final long slotNanos;

  /**
   * @param handWindow two slots: an id is good for one to one and a half times as long
   */
  SessionCookie(SecureRandom random, Duration handWindow) {
    byte[] key = new byte[HmacDigest.SHA256.length()];
    random.nextBytes(key);
    this.mac = HmacDigest.SHA256.mac(Secret.copyOf(key));
    this.slotNanos = Math.max(1, handWindow.dividedBy(2).toNanos());
  }

  /** Our session id for the client that calls itself {@code client}. */
  SessionId of(InetSocketAddress from, SessionId client, Moment now) {
    return of(from, client, slot(now));
  }

  /** Whether {@link #of} gave {@code own} to that client not too long ago. */
  boolean gave(SessionId own, InetSocketAddress from, SessionId client, Moment now) {
    boolean given = false;
    for (long age = 0; age <= OLD_SLOTS; age++) {
      given |= of(from, client, slot(now) - age).equals(own);
    }
    return given;
  }

  private long slot(Moment now) {
    return Math.floorDiv(now.nanos(), slotNanos);
  }

  private SessionId of(InetSocketAddress from, SessionId client, long slot) {
    byte[] address = from.getAddress().getAddress();
    byte[] hash =
        mac.doFinal(
            new ByteWriter()
                .u8(address.length)
                .bytes(address)
                .u16(from.getPort())
                .u64(client.value())
                .u64(slot)
                .toArray());
    long value = new ByteReader(hash).u64();
    return new SessionId(value == 0 ? 1 : value);
  }
}
