// SPDX-License-Identifier: Apache-2.0
package dev.culvert.demo;

import dev.culvert.bytes.Secret;
import dev.culvert.keys.DataCipher;
import dev.culvert.negotiate.OptionsString;
import dev.culvert.role.PointToPointRole;
import dev.culvert.session.Protection;
import dev.culvert.session.SessionSettings;
import dev.culvert.session.Timers;
import dev.culvert.time.Moment;
import dev.culvert.time.WallClock;
import dev.culvert.tls.Identity;
import dev.culvert.tls.KeyType;
import dev.culvert.tls.PeerCheck;
import dev.culvert.tls.ThrowawayIdentity;
import dev.culvert.tls.TlsSettings;
import dev.culvert.tls.Validity;
import dev.culvert.wire.TlsRole;
import dev.culvert.wrap.StaticKey;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Settings of two ends that know each other's throw-away certificate by its fingerprint. */
final class Blueprint {
  /** As an administrator would have it, but for a switch of keys that can be watched. */
  private static final Timers TIMERS =
      new Timers(
          Duration.ofSeconds(1),
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ZERO,
          Duration.ofMillis(100),
          Duration.ofSeconds(1));

  private final Identity client;
  private final Identity server;
  private final Protection protection;
  private final WallClock clock;

  Blueprint(Instant today, Moment now) {
    SecureRandom random = new SecureRandom();
    Validity validity = Validity.around(today, Duration.ofDays(1));
    this.client = ThrowawayIdentity.selfSigned("demo client", KeyType.EC_P256, validity, random);
    this.server = ThrowawayIdentity.selfSigned("demo server", KeyType.EC_P256, validity, random);
    byte[] key = new byte[StaticKey.LENGTH];
    random.nextBytes(key);
    this.protection = new Protection.TlsCrypt(StaticKey.of(Secret.copyOf(key)));
    this.clock = new WallClock(today, now);
  }

  SessionSettings settings(TlsRole role, InetSocketAddress remote) {
    Identity own = role == TlsRole.CLIENT ? client : server;
    Identity peer = role == TlsRole.CLIENT ? server : client;
    return new SessionSettings(
        new PointToPointRole(role, true, List.of(DataCipher.AES_256_GCM), Optional.empty()),
        protection,
        new TlsSettings(role, own, PeerCheck.pinnedTo(Set.of(peer.fingerprint()))),
        new OptionsString(
                role,
                1500,
                false,
                OptionsString.Digest.SHA1,
                Optional.empty(),
                Optional.of(new OptionsString.PointToPoint(false, Optional.empty())))
            .text(),
        TIMERS,
        remote,
        false,
        clock);
  }
}
