// SPDX-License-Identifier: Apache-2.0
package dev.culvert.simnet;

import dev.culvert.bytes.Secret;
import dev.culvert.keys.DataCipher;
import dev.culvert.negotiate.OptionsString;
import dev.culvert.role.Role;
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
import dev.culvert.tls.TlsVersion;
import dev.culvert.tls.Validity;
import dev.culvert.wire.TlsRole;
import dev.culvert.wrap.StaticKey;
import dev.culvert.wrap.TlsCryptV2ClientKey;
import dev.culvert.wrap.TlsCryptV2Metadata;
import dev.culvert.wrap.TlsCryptV2ServerKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings of two ends that fit each other. Making certificates is slow, so all tests share two.
 */
public final class Ends {
  public static final InetSocketAddress CLIENT = address(1);
  public static final InetSocketAddress SERVER = address(2);
  public static final List<DataCipher> CIPHERS =
      List.of(DataCipher.AES_256_GCM, DataCipher.AES_128_GCM, DataCipher.CHACHA20_POLY1305);
  public static final Instant TODAY = Instant.parse("2026-11-01T12:00:00Z");
  public static final StaticKey STATIC_KEY = staticKey();
  public static final Protection TLS_CRYPT = new Protection.TlsCrypt(STATIC_KEY);

  /** A tls-crypt-v2 server's key, and a client's that it has wrapped. */
  public static final TlsCryptV2ServerKey V2_SERVER = v2Server();

  public static final TlsCryptV2Metadata METADATA = TlsCryptV2Metadata.timestamp(TODAY);
  public static final TlsCryptV2ClientKey V2_CLIENT = V2_SERVER.wrap(staticKey(), METADATA);

  /** Everything in seconds where the defaults take minutes. */
  public static final Timers QUICK =
      new Timers(
          Duration.ofSeconds(1),
          Duration.ofSeconds(60),
          Duration.ofSeconds(120),
          Duration.ZERO,
          Duration.ofSeconds(2),
          Duration.ofSeconds(1));

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Identity CLIENT_IDENTITY = identity("client");
  private static final Identity SERVER_IDENTITY = identity("server");

  private Ends() {}

  public static SessionSettings settings(
      Role role, Protection protection, Timers timers, @Nullable InetSocketAddress remote) {
    TlsRole tlsRole = role.tlsRole();
    return new SessionSettings(
        role,
        protection,
        tls(tlsRole),
        new OptionsString(
                tlsRole, 1500, false, OptionsString.Digest.SHA1, Optional.empty(), Optional.empty())
            .text(),
        timers,
        remote,
        false,
        new WallClock(TODAY, new Moment(0)));
  }

  /** The same settings, for TLS of that version alone. */
  public static SessionSettings with(SessionSettings settings, TlsVersion version) {
    TlsSettings tls = settings.tls();
    return new SessionSettings(
        settings.role(),
        settings.protection(),
        new TlsSettings(tls.role(), tls.identity(), tls.check(), version, version),
        settings.optionsString(),
        settings.timers(),
        settings.remote(),
        settings.allowFloat(),
        settings.clock());
  }

  public static TlsSettings tls(TlsRole role) {
    boolean client = role == TlsRole.CLIENT;
    Identity own = client ? CLIENT_IDENTITY : SERVER_IDENTITY;
    Identity peer = client ? SERVER_IDENTITY : CLIENT_IDENTITY;
    return new TlsSettings(role, own, PeerCheck.pinnedTo(Set.of(peer.fingerprint())));
  }

  private static Identity identity(String name) {
    return ThrowawayIdentity.selfSigned(
        name,
        KeyType.EC_P256,
        new Validity(TODAY.minus(Duration.ofDays(1)), TODAY.plus(Duration.ofDays(1))),
        RANDOM);
  }

  private static StaticKey staticKey() {
    byte[] key = new byte[256];
    new SecureRandom().nextBytes(key);
    return StaticKey.of(Secret.copyOf(key));
  }

  private static TlsCryptV2ServerKey v2Server() {
    byte[] key = new byte[128];
    new SecureRandom().nextBytes(key);
    return new TlsCryptV2ServerKey(Secret.copyOf(key));
  }

  private static InetSocketAddress address(int last) {
    return new InetSocketAddress(InetAddress.ofLiteral("192.0.2." + last), 1194);
  }
}
