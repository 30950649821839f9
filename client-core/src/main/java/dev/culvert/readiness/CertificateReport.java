// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

import dev.culvert.tls.CertificateFacts;
import dev.culvert.tls.KeyMatch;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One certificate of a profile, or why there is none where one should be.
 *
 * @param directive {@code ca}, {@code cert}, {@code extra-certs}, {@code pkcs12}
 * @param key the private key beside it; only our own certificate has one
 * @param problem why it could not be read, in one clause
 */
public record CertificateReport(
    String directive,
    Mention mention,
    Optional<CertificateFacts> facts,
    Optional<OwnKey> key,
    Optional<String> problem) {
  private static final Duration SOON = Duration.ofDays(30);

  /** A private key, and whether it is that of the certificate. */
  public record OwnKey(Mention mention, KeyMatch match) {}

  /** Where a certificate is in its life. */
  public enum State {
    VALID,
    EXPIRES_SOON,
    EXPIRED,
    NOT_YET_VALID,
    UNREADABLE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  static CertificateReport unreadable(String directive, Mention mention, String problem) {
    return new CertificateReport(
        directive, mention, Optional.empty(), Optional.empty(), Optional.of(problem));
  }

  /** Its state at a time; the last 30 days are soon. */
  public State state(Instant now) {
    if (facts.isEmpty()) {
      return State.UNREADABLE;
    }
    Instant end = facts.get().notAfter();
    if (now.isAfter(end)) {
      return State.EXPIRED;
    }
    if (now.isBefore(facts.get().notBefore())) {
      return State.NOT_YET_VALID;
    }
    return now.plus(SOON).isAfter(end) ? State.EXPIRES_SOON : State.VALID;
  }
}
