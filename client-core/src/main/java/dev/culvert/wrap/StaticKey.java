// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wrap;

import dev.culvert.bytes.Secret;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The 256 bytes of an OpenVPN static key (openvpn-protocol 2.1):
 *
 * <pre>
 * | keys[0] cipher 64 | keys[0] hmac 64 | keys[1] cipher 64 | keys[1] hmac 64 |
 * </pre>
 */
public record StaticKey(Secret material) {
  public static final int LENGTH = 256;

  /** All zero: what dynamic tls-crypt starts from when nothing else protects the packets. */
  public static final StaticKey ZERO = new StaticKey(Secret.copyOf(new byte[LENGTH]));

  private static final int HALF = 128;
  private static final int PART = 64;
  private static final String HEADER = "-----BEGIN OpenVPN Static key V1-----";
  private static final String FOOTER = "-----END OpenVPN Static key V1-----";

  public StaticKey {
    if (material.length() != LENGTH) {
      throw new IllegalArgumentException("static key of " + material.length() + " B");
    }
  }

  public static StaticKey of(Secret material) {
    return new StaticKey(material);
  }

  /**
   * Reads a key file of 256 bytes. Everything before the header line is a comment.
   *
   * @throws StaticKeyException with the line, what was expected and what was found
   */
  public static StaticKey parse(String text) throws StaticKeyException {
    return parse(text, LENGTH);
  }

  /**
   * Reads a key file for tls-auth: without a direction keys[0] alone, 128 bytes, is enough; what is
   * missing is zero then.
   *
   * @throws StaticKeyException as {@link #parse(String)}
   */
  public static StaticKey parse(String text, KeyDirection direction) throws StaticKeyException {
    return parse(text, direction == KeyDirection.BIDIRECTIONAL ? HALF : LENGTH);
  }

  private static StaticKey parse(String text, int least) throws StaticKeyException {
    String[] lines = text.split("\n", -1);
    int line = 0;
    while (line < lines.length && !lines[line].strip().equals(HEADER)) {
      line++;
    }
    if (line == lines.length) {
      throw new StaticKeyException(1, "expected \"" + HEADER + "\", found none");
    }
    StringBuilder hex = new StringBuilder(2 * LENGTH);
    for (line++; line < lines.length && !lines[line].strip().equals(FOOTER); line++) {
      appendHex(hex, lines[line], line + 1);
    }
    if (line == lines.length) {
      throw new StaticKeyException(line, "expected \"" + FOOTER + "\", found the end");
    }
    int found = hex.length() / 2;
    if (hex.length() % 2 != 0 || (found != LENGTH && found != least)) {
      String expected = least == LENGTH ? "256" : "128 or 256";
      throw new StaticKeyException(
          line + 1, "expected " + expected + " bytes of key, found " + found);
    }
    return of(Secret.copyOf(Arrays.copyOf(HexFormat.of().parseHex(hex), LENGTH)));
  }

  private static void appendHex(StringBuilder hex, String text, int line)
      throws StaticKeyException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (HexFormat.isHexDigit(c)) {
        hex.append(c);
      } else if (!Character.isWhitespace(c)) {
        throw new StaticKeyException(line, "expected hex digits, found another character");
      }
      if (hex.length() > 2 * LENGTH) {
        throw new StaticKeyException(line, "expected 256 bytes of key, found more");
      }
    }
  }

  /** This key with every byte xored with those of {@code mask}, 256 of them. */
  public StaticKey xor(byte[] mask) {
    byte[] mixed = material.toArray();
    for (int i = 0; i < LENGTH; i++) {
      mixed[i] ^= mask[i];
    }
    return of(Secret.copyOf(mixed));
  }

  /** Whether a cipher key is all zero, which protects nothing: no key for tls-crypt. */
  public boolean lacksCipherKey() {
    return cipherKey(0, PART).isZero() || cipherKey(1, PART).isZero();
  }

  /**
   * A cipher key.
   *
   * @param half 0 or 1: keys[half]
   * @param length bytes, at most 64
   */
  Secret cipherKey(int half, int length) {
    return material.slice(half * HALF, length);
  }

  /** The same for the HMAC. */
  Secret hmacKey(int half, int length) {
    return material.slice(half * HALF + PART, length);
  }
}
