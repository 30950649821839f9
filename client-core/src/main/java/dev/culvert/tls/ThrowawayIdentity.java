// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.operator.OperatorCreationException;

/** Identities that live as long as a demo or a test. */
public final class ThrowawayIdentity {
  private ThrowawayIdentity() {}

  /** A self-signed identity {@code CN=cn}, good for either end, to be pinned by its fingerprint. */
  public static Identity selfSigned(
      String cn, KeyType type, Validity validity, SecureRandom random) {
    KeyPair keys = type.generate(random);
    X500Name name = ThrowawayCa.name(cn);
    try {
      X509Certificate certificate =
          new CertificateDraft(name, name, keys.getPublic(), validity, random)
              .leaf(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth)
              .sign(type, keys.getPrivate(), random);
      return Identity.of(List.of(certificate), keys.getPrivate());
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }
}
