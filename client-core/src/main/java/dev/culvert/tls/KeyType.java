// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;

/** Keys that throw-away identities can have. */
public enum KeyType {
  EC_P256("SHA256withECDSA"),
  RSA_2048("SHA256withRSA"),
  ED25519("Ed25519");

  private final String signature;

  KeyType(String signature) {
    this.signature = signature;
  }

  /** The JCA's name of the signature that a CA with this key makes. */
  String signature() {
    return signature;
  }

  KeyPair generate(SecureRandom random) {
    try {
      return generator(random).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private KeyPairGenerator generator(SecureRandom random) throws GeneralSecurityException {
    KeyPairGenerator generator =
        KeyPairGenerator.getInstance(
            switch (this) {
              case EC_P256 -> "EC";
              case RSA_2048 -> "RSA";
              case ED25519 -> "Ed25519";
            });
    switch (this) {
      case EC_P256 -> generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      case RSA_2048 -> generator.initialize(2048, random);
      case ED25519 -> generator.initialize(255, random);
    }
    return generator;
  }
}
