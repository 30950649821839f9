// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.List;

/** Signs with a key in memory: RSA, EC on P-256, P-384 or P-521, or Ed25519. */
final class PrivateKeySigner implements Signer {
  private final PrivateKey key;
  private final List<SignatureScheme> schemes;

  PrivateKeySigner(PrivateKey key) {
    this.key = key;
    this.schemes = schemesOf(key);
  }

  @Override
  public List<SignatureScheme> schemes() {
    return schemes;
  }

  @Override
  public byte[] sign(SignatureScheme scheme, byte[] message, SecureRandom random)
      throws GeneralSecurityException {
    Signature signature = scheme.signature();
    signature.initSign(key, random);
    signature.update(message);
    return signature.sign();
  }

  private static List<SignatureScheme> schemesOf(PrivateKey key) {
    return switch (key) {
      case ECPrivateKey ec ->
          switch (ec.getParams().getOrder().bitLength()) {
            case 256 -> List.of(SignatureScheme.ECDSA_SECP256R1_SHA256);
            case 384 -> List.of(SignatureScheme.ECDSA_SECP384R1_SHA384);
            case 521 -> List.of(SignatureScheme.ECDSA_SECP521R1_SHA512);
            default -> throw new IllegalArgumentException("no TLS scheme signs with this EC curve");
          };
      case RSAPrivateKey _ ->
          List.of(
              SignatureScheme.RSA_PSS_RSAE_SHA256,
              SignatureScheme.RSA_PSS_RSAE_SHA384,
              SignatureScheme.RSA_PSS_RSAE_SHA512,
              SignatureScheme.RSA_PKCS1_SHA256,
              SignatureScheme.RSA_PKCS1_SHA384,
              SignatureScheme.RSA_PKCS1_SHA512);
      case EdECPrivateKey ed when ed.getParams().getName().equals("Ed25519") ->
          List.of(SignatureScheme.ED25519);
      default ->
          throw new IllegalArgumentException(
              "no TLS scheme signs with a key " + key.getAlgorithm());
    };
  }
}
