// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

import dev.culvert.tls.Pem;
import dev.culvert.tls.PemException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The certificate that a profile shows to its peer.
 *
 * @param owner its subject, fit for a terminal
 * @param until the last moment it holds
 */
public record OwnCertificate(String owner, Instant until) {
  /** The one within the profile; empty where it is outside, damaged or in a PKCS#12. */
  static Optional<OwnCertificate> in(List<SeenLine> lines) {
    return lines.stream()
        .filter(line -> line.name().equals("cert"))
        .reduce((a, b) -> b)
        .flatMap(line -> Optional.ofNullable(line.line().inline()))
        .flatMap(OwnCertificate::first);
  }

  private static Optional<OwnCertificate> first(String pem) {
    try {
      X509Certificate certificate = Pem.certificates(pem).getFirst();
      return Optional.of(
          new OwnCertificate(
              Words.plain(certificate.getSubjectX500Principal().getName()),
              certificate.getNotAfter().toInstant()));
    } catch (PemException _) {
      return Optional.empty();
    }
  }
}
