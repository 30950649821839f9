// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wrap;

import dev.culvert.bytes.Secret;
import dev.culvert.wire.TlsRole;
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

  private static final int DIRECTION = 128;
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
   * Reads a key file. Everything before the header line is a comment.
   *
   * @throws StaticKeyException with the line, what was expected and what was found
   */
  public static StaticKey parse(String text) throws StaticKeyException {
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
    if (hex.length() != 2 * LENGTH) {
      throw new StaticKeyException(
          line + 1, "expected 256 bytes of key, found " + hex.length() / 2);
    }
    return of(Secret.copyOf(HexFormat.of().parseHex(hex)));
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

  /**
   * The cipher key that the end of {@code sender} encrypts with. For tls-crypt the TLS server sends
   * with keys[0] and the client with keys[1].
   *
   * @param length bytes, at most 64
   */
  byte[] cipherKey(TlsRole sender, int length) {
    return material.slice(offset(sender), length).toArray();
  }

  /** The same for the HMAC. */
  byte[] hmacKey(TlsRole sender, int length) {
    return material.slice(offset(sender) + PART, length).toArray();
  }

  private static int offset(TlsRole sender) {
    return sender == TlsRole.SERVER ? 0 : DIRECTION;
  }
}
