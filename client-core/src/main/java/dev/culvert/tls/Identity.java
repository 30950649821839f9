// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Who we are to the peer.
 *
 * @param chain our certificate first, then what leads to its CA; never empty
 * @param signer holds or reaches the private key of the first one
 */
public record Identity(List<X509Certificate> chain, Signer signer) {
  public Identity {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("an identity needs a certificate");
    }
  }

  /** An identity whose key is in memory. */
  public static Identity of(List<X509Certificate> chain, PrivateKey key) {
    return new Identity(chain, new PrivateKeySigner(key));
  }

  public X509Certificate leaf() {
    return chain.getFirst();
  }

  public Fingerprint fingerprint() {
    return Fingerprint.of(leaf());
  }
}
