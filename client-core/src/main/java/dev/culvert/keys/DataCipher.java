// SPDX-License-Identifier: Apache-2.0
package dev.culvert.keys;

import java.util.Locale;
import java.util.Optional;

/** The AEAD ciphers of the data channel, under OpenVPN's names. */
public enum DataCipher {
  AES_128_GCM("AES-128-GCM", 16),
  AES_192_GCM("AES-192-GCM", 24),
  AES_256_GCM("AES-256-GCM", 32),
  CHACHA20_POLY1305("CHACHA20-POLY1305", 32);

  private final String text;
  private final int keyLength;

  DataCipher(String text, int keyLength) {
    this.text = text;
    this.keyLength = keyLength;
  }

  /** Key size in bytes. */
  public int keyLength() {
    return keyLength;
  }

  /** The cipher of that name, any case. */
  public static Optional<DataCipher> named(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    for (DataCipher cipher : values()) {
      if (cipher.text.equals(upper)) {
        return Optional.of(cipher);
      }
    }
    return Optional.empty();
  }

  /** OpenVPN's name, as in {@code data-ciphers}. */
  @Override
  public String toString() {
    return text;
  }
}
