// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/** The TLS signature schemes we sign with, best first (RFC 8446 4.2.3). */
public enum SignatureScheme {
  ED25519(0x0807, "Ed25519"),
  ECDSA_SECP256R1_SHA256(0x0403, "SHA256withECDSA"),
  ECDSA_SECP384R1_SHA384(0x0503, "SHA384withECDSA"),
  ECDSA_SECP521R1_SHA512(0x0603, "SHA512withECDSA"),
  RSA_PSS_RSAE_SHA256(0x0804, "RSASSA-PSS"),
  RSA_PSS_RSAE_SHA384(0x0805, "RSASSA-PSS"),
  RSA_PSS_RSAE_SHA512(0x0806, "RSASSA-PSS"),
  RSA_PKCS1_SHA256(0x0401, "SHA256withRSA"),
  RSA_PKCS1_SHA384(0x0501, "SHA384withRSA"),
  RSA_PKCS1_SHA512(0x0601, "SHA512withRSA");

  private final int number;
  private final String algorithm;

  SignatureScheme(int number, String algorithm) {
    this.number = number;
    this.algorithm = algorithm;
  }

  /** The number on the wire, 0 to 65535. */
  public int number() {
    return number;
  }

  /** RFC 8446 4.2.3: PKCS#1 signatures are for certificates only there. */
  boolean fitsTls13() {
    return !algorithm.endsWith("withRSA");
  }

  /** A fresh signature object of this scheme, its parameters set. */
  Signature signature() throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm);
    switch (this) {
      case RSA_PSS_RSAE_SHA256 -> signature.setParameter(pss("SHA-256", 32));
      case RSA_PSS_RSAE_SHA384 -> signature.setParameter(pss("SHA-384", 48));
      case RSA_PSS_RSAE_SHA512 -> signature.setParameter(pss("SHA-512", 64));
      case ED25519,
          ECDSA_SECP256R1_SHA256,
          ECDSA_SECP384R1_SHA384,
          ECDSA_SECP521R1_SHA512,
          RSA_PKCS1_SHA256,
          RSA_PKCS1_SHA384,
          RSA_PKCS1_SHA512 -> {}
    }
    return signature;
  }

  private static PSSParameterSpec pss(String hash, int saltBytes) {
    return new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), saltBytes, 1);
  }
}
