// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** Whether a private key is that of a certificate. */
public enum KeyMatch {
  MATCHES,
  DIFFERS,
  /** Not looked at: it needs a password. */
  ENCRYPTED,
  /** There is no private key that could be used. */
  UNREADABLE;

  /** Compares; of a key behind a password nothing can be said. */
  public static KeyMatch of(X509Certificate certificate, String keyText) {
    try {
      if (Pem.isEncrypted(keyText)) {
        return ENCRYPTED;
      }
      PrivateKey key = Pem.privateKey(keyText);
      PublicKey wanted = certificate.getPublicKey();
      if (!wanted.getAlgorithm().equals(key.getAlgorithm())) {
        return DIFFERS;
      }
      // As OpenSSL does it, by the public half, which most keys carry; signatures are slow.
      if (wanted instanceof RSAKey rsa && key instanceof RSAKey own) {
        return rsa.getModulus().equals(own.getModulus()) ? MATCHES : DIFFERS;
      }
      byte[] point = PrivateKeyDer.publicPoint(key).orElse(new byte[0]);
      byte[] expected =
          SubjectPublicKeyInfo.getInstance(wanted.getEncoded()).getPublicKeyData().getOctets();
      if (point.length == expected.length) {
        return Arrays.equals(point, expected) ? MATCHES : DIFFERS;
      }
      return Pem.belongTogether(Identity.of(List.of(certificate), key)) ? MATCHES : DIFFERS;
    } catch (PemException | IllegalArgumentException e) {
      // The second one is a kind of key that no TLS scheme signs with.
      return UNREADABLE;
    }
  }

  /** {@code matches}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
