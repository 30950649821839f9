// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a certificate says of itself, for people.
 *
 * @param owner its subject as OpenVPN writes it
 * @param purposes extended key usages by name ({@code server}, {@code client}), others as dotted
 *     numbers; empty for any
 * @param authority whether it may sign other certificates
 * @param key kind and size of its key: {@code RSA 2048}, {@code EC 256}
 * @param signature how its issuer signed it: {@code SHA256withRSA}
 */
public record CertificateFacts(
    String owner,
    String issuer,
    List<String> purposes,
    boolean authority,
    Instant notBefore,
    Instant notAfter,
    String key,
    String signature) {
  private static final int FEWEST_RSA_BITS = 2048;

  public CertificateFacts {
    purposes = List.copyOf(purposes);
  }

  public static CertificateFacts of(X509Certificate certificate) {
    return new CertificateFacts(
        SubjectText.of(certificate),
        SubjectText.ofIssuer(certificate),
        purposes(certificate),
        certificate.getBasicConstraints() >= 0,
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant(),
        key(certificate.getPublicKey()),
        certificate.getSigAlgName());
  }

  /** Why it does not hold against today's attackers, in one clause; empty when it does. */
  public Optional<String> weakness() {
    String algorithm = signature.toUpperCase(Locale.ROOT);
    boolean selfSigned = owner.equals(issuer);
    if (!selfSigned && (algorithm.startsWith("MD5") || algorithm.startsWith("SHA1WITH"))) {
      return Optional.of("is signed with " + signature);
    }
    if (key.startsWith("RSA ") && Integer.parseInt(key.substring(4)) < FEWEST_RSA_BITS) {
      return Optional.of("has a key of " + key.substring(4) + " bits only");
    }
    return Optional.empty();
  }

  private static List<String> purposes(X509Certificate certificate) {
    List<String> found = new ArrayList<>();
    try {
      List<String> usages = certificate.getExtendedKeyUsage();
      for (String oid : usages == null ? List.<String>of() : usages) {
        String name = oid;
        for (PeerUsage usage : PeerUsage.values()) {
          name = usage.oid().equals(oid) ? usage.name().toLowerCase(Locale.ROOT) : name;
        }
        found.add(name);
      }
    } catch (CertificateParsingException e) {
      found.add("unreadable");
    }
    return found;
  }

  private static String key(PublicKey key) {
    return switch (key) {
      case RSAKey rsa -> "RSA " + rsa.getModulus().bitLength();
      case ECKey ec -> "EC " + ec.getParams().getOrder().bitLength();
      default -> key.getAlgorithm();
    };
  }
}
