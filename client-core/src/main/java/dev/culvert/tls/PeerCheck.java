// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which peer is good enough (openvpn-protocol 3.2).
 *
 * @param trusted the CA certificates; without any, a fingerprint alone decides and neither chain
 *     nor validity nor purpose is looked at
 * @param fingerprints if there are any, the peer's certificate must have one of them
 * @param usage {@code remote-cert-tls}: key usage must exist, extended key usage must contain it
 * @param name {@code verify-x509-name}
 */
public record PeerCheck(
    List<X509Certificate> trusted,
    Set<Fingerprint> fingerprints,
    Optional<PeerUsage> usage,
    Optional<NameRule> name) {
  public PeerCheck {
    trusted = List.copyOf(trusted);
    fingerprints = Set.copyOf(fingerprints);
    if (trusted.isEmpty() && fingerprints.isEmpty()) {
      throw new IllegalArgumentException("neither a CA nor a fingerprint to check the peer with");
    }
  }

  /** Any certificate of these CAs that fits the peer's role. */
  public static PeerCheck issuedBy(List<X509Certificate> trusted) {
    return new PeerCheck(trusted, Set.of(), Optional.empty(), Optional.empty());
  }

  /** Exactly these certificates, whoever signed them. */
  public static PeerCheck pinnedTo(Set<Fingerprint> fingerprints) {
    return new PeerCheck(List.of(), fingerprints, Optional.empty(), Optional.empty());
  }
}
