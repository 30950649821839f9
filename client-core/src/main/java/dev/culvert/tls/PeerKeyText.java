// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Map;

/** Keys and signatures of certificates in the words of OpenSSL. */
final class PeerKeyText {
  private static final Map<String, String> SIGNATURES =
      Map.of(
          "SHA256withRSA", "RSA-SHA256",
          "SHA384withRSA", "RSA-SHA384",
          "SHA512withRSA", "RSA-SHA512",
          "SHA1withRSA", "RSA-SHA1",
          "SHA256withECDSA", "ecdsa-with-SHA256",
          "SHA384withECDSA", "ecdsa-with-SHA384",
          "SHA512withECDSA", "ecdsa-with-SHA512",
          "Ed25519", "ED25519",
          "EdDSA", "ED25519");

  private PeerKeyText() {}

  static String key(PublicKey key) {
    return switch (key) {
      case RSAPublicKey rsa -> rsa.getModulus().bitLength() + " bits RSA";
      case ECPublicKey ec -> curve(ec.getParams().getOrder().bitLength());
      default -> key.getAlgorithm().equals("EdDSA") ? "256 bits ED25519" : key.getAlgorithm();
    };
  }

  private static String curve(int bits) {
    return switch (bits) {
      case 256 -> "256 bits ECprime256v1";
      case 384 -> "384 bits ECsecp384r1";
      case 521 -> "521 bits ECsecp521r1";
      default -> bits + " bits EC";
    };
  }

  static String signature(X509Certificate certificate) {
    return SIGNATURES.getOrDefault(certificate.getSigAlgName(), certificate.getSigAlgName());
  }
}
