// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

import dev.culvert.wire.TlsRole;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.tls.AlertDescription;

/** Judges the certificates a peer has sent, in OpenVPN's order (openvpn-protocol 3.2). */
final class PeerVerifier {
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int KEY_ENCIPHERMENT = 2;
  private static final int KEY_AGREEMENT = 4;

  private final PeerCheck check;
  private final PeerUsage roleOfPeer;
  private final Instant now;

  PeerVerifier(PeerCheck check, TlsRole ownRole, Instant now) {
    this.check = check;
    this.now = now;
    this.roleOfPeer =
        switch (ownRole) {
          case CLIENT -> PeerUsage.SERVER;
          case SERVER -> PeerUsage.CLIENT;
        };
  }

  /** Returns if the chain, leaf first and not empty, is good enough. */
  void verify(List<X509Certificate> chain) throws PeerRejection {
    X509Certificate leaf = chain.getFirst();
    if (!check.trusted().isEmpty()) {
      for (X509Certificate certificate : new ChainBuilder(check.trusted(), now).build(chain)) {
        requirePurpose(certificate);
      }
      requireKeyUsage(leaf);
    }
    requireFingerprint(leaf);
    if (check.usage().isPresent()) {
      requireRemoteCertTls(leaf, check.usage().get());
    }
    if (check.name().isPresent()) {
      requireName(leaf, check.name().get());
    }
  }

  /** An authority that is limited to other purposes cannot lend this one. */
  private void requirePurpose(X509Certificate certificate) throws PeerRejection {
    List<String> purposes = purposes(certificate);
    if (!purposes.isEmpty() && !purposes.contains(roleOfPeer.oid())) {
      throw unfit(certificate, "is not for a TLS " + word(roleOfPeer));
    }
  }

  private void requireKeyUsage(X509Certificate leaf) throws PeerRejection {
    boolean[] bits = leaf.getKeyUsage();
    if (bits == null || bits[DIGITAL_SIGNATURE] || bits[KEY_AGREEMENT]) {
      return;
    }
    if (roleOfPeer == PeerUsage.CLIENT || !bits[KEY_ENCIPHERMENT]) {
      throw unfit(leaf, "has a key usage that does not fit a TLS " + word(roleOfPeer));
    }
  }

  private void requireFingerprint(X509Certificate leaf) throws PeerRejection {
    if (!check.fingerprints().isEmpty() && !check.fingerprints().contains(Fingerprint.of(leaf))) {
      throw rejected(leaf, "has a fingerprint that is not expected: " + Fingerprint.of(leaf));
    }
  }

  private static void requireRemoteCertTls(X509Certificate leaf, PeerUsage usage)
      throws PeerRejection {
    if (leaf.getKeyUsage() == null) {
      throw unfit(leaf, "has no key usage, which remote-cert-tls demands");
    }
    if (!purposes(leaf).contains(usage.oid())) {
      throw unfit(leaf, "has no extended key usage for a TLS " + word(usage));
    }
  }

  private static void requireName(X509Certificate leaf, NameRule rule) throws PeerRejection {
    String commonName = SubjectText.commonName(leaf).orElse("");
    boolean fits =
        switch (rule.part()) {
          case SUBJECT -> SubjectText.of(leaf).equals(rule.expected());
          case NAME -> commonName.equals(rule.expected());
          case NAME_PREFIX -> commonName.startsWith(rule.expected());
        };
    if (!fits) {
      throw rejected(leaf, "does not have the expected name " + rule.expected());
    }
  }

  private static List<String> purposes(X509Certificate certificate) throws PeerRejection {
    try {
      List<String> purposes = certificate.getExtendedKeyUsage();
      return purposes == null ? List.of() : purposes;
    } catch (CertificateParsingException e) {
      throw rejected(certificate, "has a damaged extended key usage");
    }
  }

  private static String word(PeerUsage usage) {
    return switch (usage) {
      case SERVER -> "server";
      case CLIENT -> "client";
    };
  }

  private static PeerRejection unfit(X509Certificate certificate, String why) {
    return PeerRejection.of(certificate, why, AlertDescription.unsupported_certificate);
  }

  private static PeerRejection rejected(X509Certificate certificate, String why) {
    return PeerRejection.of(certificate, why, AlertDescription.bad_certificate);
  }
}
