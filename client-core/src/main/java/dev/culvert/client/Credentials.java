// SPDX-License-Identifier: Apache-2.0
package dev.culvert.client;

import dev.culvert.profile.Material;
import dev.culvert.profile.ProfileException;
import dev.culvert.profile.TlsOptions;
import dev.culvert.session.Protection;
import dev.culvert.tls.Identity;
import dev.culvert.tls.PeerCheck;
import dev.culvert.tls.Pem;
import dev.culvert.tls.PemException;
import dev.culvert.tls.TlsSettings;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * The certificates and keys of a profile, parsed and looked at before anything is sent: what is
 * wrong with them is said with the line of the profile that brought them.
 */
public record Credentials(TlsSettings tls, Protection protection) {
  /**
   * Parses everything.
   *
   * @param now what certificates must be valid at
   * @throws ProfileException naming the directive and what was found
   */
  public static Credentials of(TlsOptions options, Instant now) throws ProfileException {
    Material cert = options.cert().orElseThrow();
    Identity identity = identity(cert, options.key().orElseThrow());
    checkValidity(identity.leaf(), cert, now);
    List<X509Certificate> trusted =
        options.ca().isPresent() ? certificates("ca", options.ca().get()) : List.of();
    PeerCheck check =
        new PeerCheck(trusted, options.fingerprints(), options.usage(), options.name());
    return new Credentials(
        new TlsSettings(options.role(), identity, check, options.min(), options.max()),
        ControlKeys.protection(options.wrapping(), options.role()));
  }

  private static Identity identity(Material cert, Material key) throws ProfileException {
    List<X509Certificate> chain = certificates("cert", cert);
    try {
      Pem.privateKey(key.text());
    } catch (PemException e) {
      throw broken("key", key, e.line(), e.reason());
    }
    try {
      return Pem.identity(chain, key.text());
    } catch (PemException e) {
      throw new ProfileException(
          key.source(),
          "key",
          "expected the key of "
              + chain.getFirst().getSubjectX500Principal()
              + ", found another: "
              + e.reason());
    }
  }

  private static List<X509Certificate> certificates(String directive, Material material)
      throws ProfileException {
    try {
      List<X509Certificate> found = Pem.certificates(material.text());
      if (found.isEmpty()) {
        throw new ProfileException(
            material.source(),
            directive,
            "expected a PEM certificate, found none in " + material.name());
      }
      return found;
    } catch (PemException e) {
      throw broken(directive, material, e.line(), e.reason());
    }
  }

  private static void checkValidity(X509Certificate leaf, Material cert, Instant now)
      throws ProfileException {
    if (now.isAfter(leaf.getNotAfter().toInstant())) {
      throw new ProfileException(
          cert.source(),
          "cert",
          "expected a certificate that is valid now, found one that expired on "
              + leaf.getNotAfter().toInstant());
    }
    if (now.isBefore(leaf.getNotBefore().toInstant())) {
      throw new ProfileException(
          cert.source(),
          "cert",
          "expected a certificate that is valid now, found one that begins on "
              + leaf.getNotBefore().toInstant());
    }
  }

  static ProfileException broken(String directive, Material material, int line, String reason) {
    return new ProfileException(
        material.source(), directive, reason + " (line " + line + " of " + material.name() + ")");
  }
}
