// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.directive.FileResolver;
import dev.culvert.readiness.CertificateReport.State;
import dev.culvert.tls.CertificateFacts;
import dev.culvert.tls.KeyType;
import dev.culvert.tls.PeerUsage;
import dev.culvert.tls.ThrowawayCa;
import dev.culvert.tls.Validity;
import java.io.IOException;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the certificates of a profile are, and what there is to say about them. */
class CertificateReaderTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final Validity YEAR = Validity.around(NOW, Duration.ofDays(365));
  private static final FileResolver NO_FILES =
      (directory, name) -> {
        throw new IOException("no such file");
      };

  private final SecureRandom random = new SecureRandom();
  private final ThrowawayCa ca = ThrowawayCa.root("Lab CA", KeyType.EC_P256, YEAR, random);

  @Test
  void anOwnerAnIssuerAPurposeAndALifeAreRead() throws Exception {
    X509Certificate leaf = leaf(PeerUsage.CLIENT, YEAR);
    List<CertificateReport> reports =
        read("<ca>\n" + pem(ca.certificate()) + "</ca>\n" + cert(leaf));
    assertThat(reports).extracting(CertificateReport::directive).containsExactly("ca", "cert");
    CertificateFacts own = reports.getLast().facts().orElseThrow();
    assertThat(own.owner()).isEqualTo("CN=alice");
    assertThat(own.issuer()).isEqualTo("CN=Lab CA");
    assertThat(own.purposes()).containsExactly("client");
    assertThat(own.authority()).isFalse();
    assertThat(own.key()).isEqualTo("EC 256");
    assertThat(own.notAfter()).isEqualTo(YEAR.notAfter());
    assertThat(reports.getFirst().facts().orElseThrow().authority()).isTrue();
    assertThat(reports.getLast().mention().line()).hasValue(lines(pem(ca.certificate())) + 3);
  }

  @Test
  void theStateFollowsTheClock() throws Exception {
    X509Certificate leaf = leaf(PeerUsage.CLIENT, YEAR);
    CertificateReport report = read(cert(leaf)).getFirst();
    assertThat(report.state(NOW)).isEqualTo(State.VALID);
    assertThat(report.state(NOW.plus(Duration.ofDays(336)))).isEqualTo(State.EXPIRES_SOON);
    assertThat(report.state(NOW.plus(Duration.ofDays(366)))).isEqualTo(State.EXPIRED);
    assertThat(report.state(NOW.minus(Duration.ofDays(2)))).isEqualTo(State.NOT_YET_VALID);
    assertThat(
            CertificateConcerns.of(List.of(report), true, NOW.plus(Duration.ofDays(350)))
                .getFirst()
                .message())
        .isEqualTo("CN=alice expires on 2027-11-24, in 15 days");
  }

  @Test
  void aServersCertificateIsNoneForAClient() throws Exception {
    List<CertificateReport> reports =
        read(cert(leaf(PeerUsage.SERVER, YEAR)) + "<key>\nnone\n</key>\n");
    assertThat(CertificateConcerns.of(reports, true, NOW))
        .extracting(Concern::code)
        .containsExactly(Concern.Code.CERTIFICATE_PURPOSE, Concern.Code.CERTIFICATE_UNREADABLE);
    assertThat(CertificateConcerns.of(reports, false, NOW))
        .extracting(Concern::code)
        .containsExactly(Concern.Code.CERTIFICATE_UNREADABLE);
  }

  @Test
  void filesAreReadWhereCdSays() throws Exception {
    Map<String, String> files = Map.of("keys/own.crt", pem(leaf(PeerUsage.CLIENT, YEAR)));
    List<CertificateReport> reports =
        CertificateReader.read(
            profile("cd keys\ncert own.crt\nca missing.crt\n"),
            (directory, name) -> {
              String text = files.get(directory + "/" + name);
              if (text == null) {
                throw new IOException("no such file");
              }
              return text;
            });
    assertThat(reports.getFirst().problem()).contains("no such file");
    assertThat(reports.getLast().facts().orElseThrow().owner()).isEqualTo("CN=alice");
  }

  @Test
  void theWordInlineOnlyAnnouncesTheBlock() throws Exception {
    List<CertificateReport> reports = read(cert(leaf(PeerUsage.CLIENT, YEAR)) + "cert [inline]\n");
    assertThat(reports).hasSize(1);
    assertThat(reports.getFirst().facts()).isPresent();
  }

  @Test
  void aBundleIsNotListedInFull() throws Exception {
    String bundle = pem(ca.certificate()).repeat(25);
    List<CertificateReport> reports = read("<ca>\n" + bundle + "</ca>\n");
    assertThat(reports).hasSize(21);
    assertThat(reports.getLast().problem()).contains("and 5 more that are not listed");
  }

  private X509Certificate leaf(PeerUsage usage, Validity validity) {
    return ca.issue("alice", KeyType.EC_P256, usage, validity, random).leaf();
  }

  private static String cert(X509Certificate leaf) throws CertificateEncodingException {
    return "<cert>\n" + pem(leaf) + "</cert>\n";
  }

  private static List<CertificateReport> read(String text) throws Exception {
    return CertificateReader.read(profile(text), NO_FILES);
  }

  private static ProfileLines profile(String text) throws Exception {
    return new ProfileLines("a.ovpn", Statements.of("a.ovpn", text));
  }

  private static String pem(X509Certificate certificate) throws CertificateEncodingException {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }

  private static int lines(String text) {
    return (int) text.lines().count();
  }
}
