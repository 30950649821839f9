// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

import dev.culvert.bytes.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;

/** SHA-256 of a certificate's DER, written {@code AA:BB:...} as in {@code peer-fingerprint}. */
public record Fingerprint(Bytes sha256) {
  private static final int LENGTH = 32;
  private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();

  public Fingerprint {
    if (sha256.length() != LENGTH) {
      throw new IllegalArgumentException(
          "a SHA-256 fingerprint has 32 bytes, found " + sha256.length());
    }
  }

  /**
   * Reads 32 pairs of hex digits, either case, with colons between them.
   *
   * @throws IllegalArgumentException if it is anything else; the message says what was expected
   */
  public static Fingerprint parse(String text) {
    byte[] bytes;
    try {
      bytes = COLONS.parseHex(text.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "expected 32 pairs of hex digits with colons between them", e);
    }
    return new Fingerprint(Bytes.copyOf(bytes));
  }

  public static Fingerprint of(X509Certificate certificate) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return new Fingerprint(Bytes.copyOf(digest));
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return COLONS.formatHex(sha256.toArray());
  }
}
