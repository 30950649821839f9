// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;

/** A private key that can sign: in memory, in a system's store, on a card. */
public interface Signer {
  /** What the key can do, best first. */
  List<SignatureScheme> schemes();

  /**
   * The signature over the whole {@code message}, encoded as TLS wants it.
   *
   * @throws GeneralSecurityException if the key refuses or is out of reach
   */
  byte[] sign(SignatureScheme scheme, byte[] message, SecureRandom random)
      throws GeneralSecurityException;
}
