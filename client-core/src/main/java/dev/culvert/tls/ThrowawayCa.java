// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.operator.OperatorCreationException;

/** A certificate authority that lives as long as a demo or a test. */
public final class ThrowawayCa {
  private final X500Name name;
  private final KeyType type;
  private final KeyPair keys;
  private final X509Certificate certificate;

  private ThrowawayCa(X500Name name, KeyType type, KeyPair keys, X509Certificate certificate) {
    this.name = name;
    this.type = type;
    this.keys = keys;
    this.certificate = certificate;
  }

  /** A root {@code CN=cn}. */
  public static ThrowawayCa root(String cn, KeyType type, Validity validity, SecureRandom random) {
    KeyPair keys = type.generate(random);
    X500Name name = name(cn);
    try {
      X509Certificate certificate =
          new CertificateDraft(name, name, keys.getPublic(), validity, random)
              .authority()
              .sign(type, keys.getPrivate(), random);
      return new ThrowawayCa(name, type, keys, certificate);
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /** A leaf {@code CN=cn} with key usage and extended key usage for {@code usage}. */
  public Identity issue(
      String cn, KeyType leafType, PeerUsage usage, Validity validity, SecureRandom random) {
    KeyPair leafKeys = leafType.generate(random);
    KeyPurposeId purpose =
        switch (usage) {
          case SERVER -> KeyPurposeId.id_kp_serverAuth;
          case CLIENT -> KeyPurposeId.id_kp_clientAuth;
        };
    try {
      X509Certificate leaf =
          new CertificateDraft(name, name(cn), leafKeys.getPublic(), validity, random)
              .leaf(purpose)
              .sign(type, keys.getPrivate(), random);
      return Identity.of(List.of(leaf), leafKeys.getPrivate());
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  static X500Name name(String cn) {
    return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, cn).build();
  }
}
