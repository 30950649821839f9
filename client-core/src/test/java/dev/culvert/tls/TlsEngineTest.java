// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

import static dev.culvert.tls.TlsPair.NOW;
import static dev.culvert.tls.TlsPair.RANDOM;
import static dev.culvert.tls.TlsPair.YEAR;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.culvert.bytes.Bytes;
import dev.culvert.wire.TlsRole;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class TlsEngineTest {
  private static final ThrowawayCa CA = ThrowawayCa.root("ca", KeyType.EC_P256, YEAR, RANDOM);
  private static final Identity SERVER =
      CA.issue("server.test", KeyType.EC_P256, PeerUsage.SERVER, YEAR, RANDOM);
  private static final Identity CLIENT =
      CA.issue("client.test", KeyType.EC_P256, PeerUsage.CLIENT, YEAR, RANDOM);
  private static final PeerCheck BY_CA = PeerCheck.issuedBy(List.of(CA.certificate()));

  @ParameterizedTest
  @CsvSource({
    "EC_P256, TLS_1_2, 100000",
    "EC_P256, TLS_1_3, 100000",
    "RSA_2048, TLS_1_2, 100000",
    "RSA_2048, TLS_1_3, 100000",
    "ED25519, TLS_1_2, 100000",
    "ED25519, TLS_1_3, 100000",
    "EC_P256, TLS_1_2, 1",
    "EC_P256, TLS_1_3, 1",
  })
  void twoEndsAgreeAndTalk(KeyType type, TlsVersion version, int piece) throws TlsFailure {
    ThrowawayCa ca = ThrowawayCa.root("ca", type, YEAR, RANDOM);
    PeerCheck check = PeerCheck.issuedBy(List.of(ca.certificate()));
    Identity server = ca.issue("s", type, PeerUsage.SERVER, YEAR, RANDOM);
    Identity client = ca.issue("c", type, PeerUsage.CLIENT, YEAR, RANDOM);
    TlsPair pair =
        new TlsPair(
            TlsPair.end(TlsRole.CLIENT, client, check, version),
            TlsPair.end(TlsRole.SERVER, server, check, version),
            piece);
    pair.client.write("early".getBytes(UTF_8));

    pair.run();
    pair.server.write("answer".getBytes(UTF_8));
    pair.run();

    assertThat(pair.server.takePlaintext()).asString(UTF_8).isEqualTo("early");
    assertThat(pair.client.takePlaintext()).asString(UTF_8).isEqualTo("answer");
    assertThat(pair.client.exports()).isPresent().isEqualTo(pair.server.exports());
    TlsExports exports = pair.client.exports().orElseThrow();
    assertThat(exports.dataKeys().length()).isEqualTo(256);
    assertThat(exports.dynamicTlsCrypt()).isNotEqualTo(exports.dataKeys());
    assertThat(exports.p2pPeerId().length()).isEqualTo(3);
    assertThat(pair.client.summary().version()).isEqualTo(version.text());
    assertThat(pair.client.summary().peerSubject()).isEqualTo("CN=s");
    assertThat(pair.server.summary().peerFingerprint()).isEqualTo(client.fingerprint());
  }

  @Test
  void closingWipesTheExportsAndSaysNothing() throws TlsFailure {
    TlsPair pair = pair(BY_CA, BY_CA);
    pair.run();
    TlsExports exports = pair.client.exports().orElseThrow();

    pair.client.close();

    assertThat(exports.dataKeys().isZero()).isTrue();
    assertThat(pair.client.takeCiphertext()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aServerOfAnotherCaIsTurnedAwayWithAnAlert(TlsVersion version) {
    ThrowawayCa other = ThrowawayCa.root("ca", KeyType.EC_P256, YEAR, RANDOM);
    TlsPair pair =
        new TlsPair(
            TlsPair.end(
                TlsRole.CLIENT, CLIENT, PeerCheck.issuedBy(List.of(other.certificate())), version),
            TlsPair.end(TlsRole.SERVER, SERVER, BY_CA, version),
            4096);

    TlsFailure failure = catchThrowableOfType(TlsFailure.class, pair::run);

    assertThat(failure.kind()).isEqualTo(TlsFailure.Kind.PEER_CERTIFICATE);
    assertThat(failure).hasMessage("peer certificate CN=server.test is not issued by a trusted CA");
    byte[] alert = pair.client.takeCiphertext();
    assertThatThrownBy(() -> pair.server.onCiphertext(alert))
        .isInstanceOfSatisfying(
            TlsFailure.class, f -> assertThat(f.kind()).isEqualTo(TlsFailure.Kind.ALERT_RECEIVED))
        .hasMessage("peer sent alert unknown_ca(48)");
  }

  @Test
  void anExpiredCertificateIsNamedWithItsDay() {
    Validity past = new Validity(NOW.minus(Duration.ofDays(9)), NOW.minus(Duration.ofDays(1)));
    assertServerRefused(past, "peer certificate CN=s has expired on 2026-11-22");
  }

  @Test
  void aCertificateOfTomorrowIsRefused() {
    Validity later = new Validity(NOW.plus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(9)));
    assertServerRefused(later, "peer certificate CN=s is not valid before 2026-11-24");
  }

  private static void assertServerRefused(Validity validity, String message) {
    Identity server = CA.issue("s", KeyType.EC_P256, PeerUsage.SERVER, validity, RANDOM);
    assertThatThrownBy(() -> pair(BY_CA, BY_CA, server).run()).hasMessage(message);
  }

  @Test
  void aClientCertificateIsNoServerCertificate() {
    Identity wrong = CA.issue("s", KeyType.EC_P256, PeerUsage.CLIENT, YEAR, RANDOM);
    assertThatThrownBy(() -> pair(BY_CA, BY_CA, wrong).run())
        .hasMessage("peer certificate CN=s is not for a TLS server");
  }

  @Test
  void aFingerprintAloneForgivesExpiryAndPurpose() throws TlsFailure {
    Validity past = new Validity(NOW.minus(Duration.ofDays(9)), NOW.minus(Duration.ofDays(1)));
    Identity server = CA.issue("s", KeyType.EC_P256, PeerUsage.CLIENT, past, RANDOM);
    TlsPair pair = pair(PeerCheck.pinnedTo(Set.of(server.fingerprint())), BY_CA, server);
    pair.run();
    assertThat(pair.client.handshakeDone()).isTrue();
  }

  @Test
  void anotherFingerprintIsRefused() {
    PeerCheck pinned = PeerCheck.pinnedTo(Set.of(CLIENT.fingerprint()));
    assertThatThrownBy(() -> pair(pinned, BY_CA).run())
        .hasMessageStartingWith("peer certificate CN=server.test has a fingerprint");
  }

  @ParameterizedTest
  @CsvSource({
    "SUBJECT, CN=server.test, true",
    "SUBJECT, server.test, false",
    "NAME, server.test, true",
    "NAME, server, false",
    "NAME_PREFIX, server, true",
    "NAME_PREFIX, erver, false",
  })
  void theNameRuleDecides(NameRule.Part part, String expected, boolean fits) throws TlsFailure {
    PeerCheck check =
        new PeerCheck(
            List.of(CA.certificate()),
            Set.of(),
            Optional.of(PeerUsage.SERVER),
            Optional.of(new NameRule(expected, part)));
    TlsPair pair = pair(check, BY_CA);
    if (fits) {
      pair.run();
      assertThat(pair.client.handshakeDone()).isTrue();
    } else {
      assertThatThrownBy(pair::run)
          .hasMessage(
              "peer certificate CN=server.test does not have the expected name " + expected);
    }
  }

  @Test
  void garbageAndChangedFlightsOnlyEverFailAsTls() throws TlsFailure {
    long seed = RANDOM.nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      TlsPair pair = pair(BY_CA, BY_CA);
      byte[] flight = pair.client.takeCiphertext();
      if (round % 3 == 0) {
        random.nextBytes(flight);
      } else if (round % 3 == 1) {
        flight[random.nextInt(flight.length)] ^= (byte) (1 + random.nextInt(255));
      } else {
        pair.server.onCiphertext(flight);
        flight = pair.server.takeCiphertext();
        flight[random.nextInt(flight.length)] ^= (byte) (1 + random.nextInt(255));
      }
      TlsEngine victim = round % 3 == 2 ? pair.client : pair.server;
      byte[] changed = flight;
      Throwable thrown =
          org.assertj.core.api.Assertions.catchThrowable(() -> victim.onCiphertext(changed));
      assertThat(thrown == null || thrown instanceof TlsFailure)
          .as("seed %d round %d: %s", seed, round, thrown)
          .isTrue();
    }
  }

  @Test
  void tooMuchBeforeTheHandshakeIsALimit() {
    TlsPair pair = pair(BY_CA, BY_CA);
    assertThatThrownBy(() -> pair.client.write(new byte[65537]))
        .isInstanceOfSatisfying(
            TlsFailure.class, f -> assertThat(f.kind()).isEqualTo(TlsFailure.Kind.LIMIT));
  }

  @Test
  void aFingerprintReadsBackAsWritten() {
    Fingerprint fingerprint = SERVER.fingerprint();
    assertThat(Fingerprint.parse(fingerprint.toString())).isEqualTo(fingerprint);
    assertThatThrownBy(() -> Fingerprint.parse("AA:BB")).hasMessageContaining("32");
    assertThat(fingerprint.sha256()).isNotEqualTo(Bytes.EMPTY);
  }

  private static TlsPair pair(PeerCheck clientCheck, PeerCheck serverCheck) {
    return pair(clientCheck, serverCheck, SERVER);
  }

  private static TlsPair pair(PeerCheck clientCheck, PeerCheck serverCheck, Identity server) {
    return new TlsPair(
        new TlsSettings(TlsRole.CLIENT, CLIENT, clientCheck),
        new TlsSettings(TlsRole.SERVER, server, serverCheck),
        4096);
  }
}
