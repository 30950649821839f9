// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

import dev.culvert.readiness.CertificateReport.OwnKey;
import dev.culvert.readiness.Concern.Code;
import dev.culvert.tls.CertificateFacts;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** What a person should know about a profile's certificates. */
final class CertificateConcerns {
  private final boolean client;
  private final Instant now;
  private final List<Concern> found = new ArrayList<>();

  private CertificateConcerns(boolean client, Instant now) {
    this.client = client;
    this.now = now;
  }

  /**
   * Looks at all of them.
   *
   * @param client whether our own certificate must do for a client
   */
  static List<Concern> of(List<CertificateReport> reports, boolean client, Instant now) {
    CertificateConcerns concerns = new CertificateConcerns(client, now);
    reports.forEach(concerns::look);
    return List.copyOf(concerns.found);
  }

  private void look(CertificateReport report) {
    report.problem().ifPresent(why -> add(Code.CERTIFICATE_UNREADABLE, report, why));
    report.facts().ifPresent(facts -> life(report, facts));
    report.key().ifPresent(this::key);
  }

  private void life(CertificateReport report, CertificateFacts facts) {
    switch (report.state(now)) {
      case EXPIRED ->
          add(
              Code.CERTIFICATE_EXPIRED,
              report,
              facts.owner() + " expired on " + day(facts.notAfter()));
      case EXPIRES_SOON ->
          add(
              Code.CERTIFICATE_EXPIRES_SOON,
              report,
              facts.owner()
                  + " expires on "
                  + day(facts.notAfter())
                  + ", in "
                  + Duration.between(now, facts.notAfter()).toDays()
                  + " days");
      case NOT_YET_VALID ->
          add(
              Code.CERTIFICATE_NOT_YET_VALID,
              report,
              facts.owner() + " is valid from " + day(facts.notBefore()) + " only");
      case VALID, UNREADABLE -> {
        // Nothing to say, or said already.
      }
    }
    facts
        .weakness()
        .ifPresent(clause -> add(Code.CERTIFICATE_WEAK, report, facts.owner() + " " + clause));
    boolean own = report.directive().equals("cert") && report.key().isPresent();
    if (own && client && !facts.purposes().isEmpty() && !facts.purposes().contains("client")) {
      add(
          Code.CERTIFICATE_PURPOSE,
          report,
          facts.owner()
              + " is for "
              + String.join(", ", facts.purposes())
              + ", and this end is a client");
    }
  }

  private void key(OwnKey key) {
    switch (key.match()) {
      case DIFFERS -> add(Code.KEY_DIFFERS, key, "it is the key of another certificate");
      case ENCRYPTED ->
          add(Code.KEY_ENCRYPTED, key, "it is behind a password, and was not looked into");
      case UNREADABLE ->
          add(Code.CERTIFICATE_UNREADABLE, key, "there is no usable private key in it");
      case MATCHES -> {
        // As it should be.
      }
    }
  }

  private void add(Code code, OwnKey key, String message) {
    found.add(new Concern(code, "key", key.mention(), message));
  }

  private void add(Code code, CertificateReport report, String message) {
    found.add(new Concern(code, report.directive(), report.mention(), message));
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}
