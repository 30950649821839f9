// SPDX-License-Identifier: Apache-2.0
package dev.culvert.negotiate;

import dev.culvert.keys.DataCipher;
import java.util.List;
import java.util.Optional;

/** Which data cipher two lists have in common (openvpn-protocol 6.5). */
public final class CipherChoice {
  private CipherChoice() {}

  /** The first of {@code preferred} that the other end offers too. */
  public static Optional<DataCipher> first(List<DataCipher> preferred, List<String> offered) {
    return preferred.stream()
        .filter(cipher -> offered.stream().anyMatch(cipher.toString()::equalsIgnoreCase))
        .findFirst();
  }

  /** A list as {@code data-ciphers} and {@code IV_CIPHERS} have it. */
  public static String text(List<DataCipher> ciphers) {
    return String.join(":", ciphers.stream().map(DataCipher::toString).toList());
  }
}
