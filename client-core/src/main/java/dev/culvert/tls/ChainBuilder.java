// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.PKIXCertPathChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.tls.AlertDescription;

/** Finds the way from a leaf to a trusted root with the JDK's PKIX builder (RFC 5280 6). */
final class ChainBuilder {
  private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
  private static final int MAX_INTERMEDIATES = 15;

  private final List<X509Certificate> trusted;
  private final Instant now;

  ChainBuilder(List<X509Certificate> trusted, Instant now) {
    this.trusted = trusted;
    this.now = now;
  }

  /** The certificates from the leaf to the root, both included. */
  List<X509Certificate> build(List<X509Certificate> sent) throws PeerRejection {
    X509Certificate leaf = sent.getFirst();
    requireValid(leaf);
    if (isSelfIssued(leaf) && trusted.contains(leaf)) {
      return List.of(leaf);
    }
    try {
      PKIXCertPathBuilderResult result =
          (PKIXCertPathBuilderResult)
              CertPathBuilder.getInstance("PKIX").build(parameters(leaf, sent));
      List<X509Certificate> chain = new ArrayList<>();
      for (Certificate certificate : result.getCertPath().getCertificates()) {
        chain.add((X509Certificate) certificate);
      }
      chain.add(result.getTrustAnchor().getTrustedCert());
      return chain;
    } catch (CertPathBuilderException e) {
      throw whyNot(leaf, sent);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private PKIXBuilderParameters parameters(X509Certificate leaf, List<X509Certificate> sent)
      throws GeneralSecurityException, PeerRejection {
    // PKIX takes an anchor's word for its validity; OpenSSL looks at its dates.
    Set<TrustAnchor> roots =
        trusted.stream()
            .filter(c -> isSelfIssued(c) && isValid(c))
            .map(c -> new TrustAnchor(c, null))
            .collect(Collectors.toSet());
    if (roots.isEmpty()) {
      throw whyNot(leaf, sent);
    }
    X509CertSelector target = new X509CertSelector();
    target.setCertificate(leaf);
    PKIXBuilderParameters parameters = new PKIXBuilderParameters(roots, target);
    List<X509Certificate> between = new ArrayList<>(sent);
    between.addAll(trusted);
    parameters.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(between)));
    parameters.setRevocationEnabled(false);
    parameters.setMaxPathLength(MAX_INTERMEDIATES);
    parameters.setDate(Date.from(now));
    parameters.addCertPathChecker(new PurposeIsCheckedElsewhere());
    return parameters;
  }

  /** The most helpful reason why there is no chain: a date, if any is to blame. */
  private PeerRejection whyNot(X509Certificate leaf, List<X509Certificate> sent) {
    try {
      for (X509Certificate certificate : sent) {
        requireValid(certificate);
      }
      for (X509Certificate certificate : trusted) {
        if (certificate.getSubjectX500Principal().equals(sent.getLast().getIssuerX500Principal())) {
          requireValid(certificate);
        }
      }
    } catch (PeerRejection e) {
      return e;
    }
    return PeerRejection.of(leaf, "is not issued by a trusted CA", AlertDescription.unknown_ca);
  }

  private void requireValid(X509Certificate certificate) throws PeerRejection {
    Instant from = certificate.getNotBefore().toInstant();
    Instant until = certificate.getNotAfter().toInstant();
    if (now.isAfter(until)) {
      throw PeerRejection.of(
          certificate, "has expired on " + day(until), AlertDescription.certificate_expired);
    }
    if (now.isBefore(from)) {
      throw PeerRejection.of(
          certificate, "is not valid before " + day(from), AlertDescription.bad_certificate);
    }
  }

  private boolean isValid(X509Certificate certificate) {
    return !now.isAfter(certificate.getNotAfter().toInstant())
        && !now.isBefore(certificate.getNotBefore().toInstant());
  }

  private static boolean isSelfIssued(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
  }

  private static String day(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC).toLocalDate().toString();
  }

  /** PKIX refuses a critical extended key usage unless somebody says that he looks at it. */
  private static final class PurposeIsCheckedElsewhere extends PKIXCertPathChecker {
    @Override
    public void init(boolean forward) {}

    @Override
    public boolean isForwardCheckingSupported() {
      return true;
    }

    @Override
    public Set<String> getSupportedExtensions() {
      return Set.of(EXTENDED_KEY_USAGE);
    }

    @Override
    public void check(Certificate certificate, Collection<String> unresolved) {
      unresolved.remove(EXTENDED_KEY_USAGE);
    }
  }
}
