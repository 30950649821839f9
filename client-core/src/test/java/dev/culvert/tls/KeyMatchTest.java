// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.bouncycastle.asn1.x500.X500Name;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys and certificates of every kind, and whether they belong together. */
class KeyMatchTest {
  private static final Validity DAY =
      Validity.around(Instant.parse("2026-11-24T12:00:00Z"), Duration.ofDays(1));

  private final SecureRandom random = new SecureRandom();

  @ParameterizedTest
  @EnumSource(KeyType.class)
  void aKeyIsComparedWithItsCertificate(KeyType type) throws Exception {
    KeyPair keys = type.generate(random);
    X500Name name = ThrowawayCa.name("own");
    X509Certificate leaf =
        new CertificateDraft(name, name, keys.getPublic(), DAY, random)
            .leaf()
            .sign(type, keys.getPrivate(), random);
    String own = pem(keys);
    assertThat(KeyMatch.of(leaf, own)).isEqualTo(KeyMatch.MATCHES);
    for (KeyType other : KeyType.values()) {
      assertThat(KeyMatch.of(leaf, pem(other.generate(random)))).isEqualTo(KeyMatch.DIFFERS);
    }
    assertThat(KeyMatch.of(leaf, own.replace("PRIVATE", "ENCRYPTED PRIVATE")))
        .isEqualTo(KeyMatch.ENCRYPTED);
    assertThat(KeyMatch.of(leaf, own.replaceFirst("\n[A-Za-z0-9+/=]{8}", "\n")))
        .isEqualTo(KeyMatch.UNREADABLE);
    assertThat(KeyMatch.of(leaf, "no key at all")).isEqualTo(KeyMatch.UNREADABLE);
  }

  private static String pem(KeyPair keys) {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }
}
