// SPDX-License-Identifier: Apache-2.0
package dev.culvert.crypto;

import dev.culvert.bytes.Secret;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** The digests that {@code auth} may name, each as an HMAC. */
public enum HmacDigest {
  MD5("MD5", "HmacMD5", 16),
  SHA1("SHA1", "HmacSHA1", 20),
  RIPEMD160("RIPEMD160", "HmacRIPEMD160", 20),
  SHA224("SHA224", "HmacSHA224", 28),
  SHA256("SHA256", "HmacSHA256", 32),
  SHA384("SHA384", "HmacSHA384", 48),
  SHA512("SHA512", "HmacSHA512", 64),
  SHA512_224("SHA512-224", "HmacSHA512/224", 28),
  SHA512_256("SHA512-256", "HmacSHA512/256", 32),
  SHA3_224("SHA3-224", "HmacSHA3-224", 28),
  SHA3_256("SHA3-256", "HmacSHA3-256", 32),
  SHA3_384("SHA3-384", "HmacSHA3-384", 48),
  SHA3_512("SHA3-512", "HmacSHA3-512", 64);

  private final String text;
  private final String algorithm;
  private final int length;

  HmacDigest(String text, String algorithm, int length) {
    this.text = text;
    this.algorithm = algorithm;
    this.length = length;
  }

  /** Bytes of the HMAC, which are also those of its key in OpenVPN. */
  public int length() {
    return length;
  }

  /** The digest that {@code auth} names so: any case, {@code SHA-1} and {@code RSA-SHA1} too. */
  public static Optional<HmacDigest> named(String name) {
    String wanted = plain(name.toUpperCase(Locale.ROOT));
    String digest = wanted.startsWith("RSA") ? wanted.substring(3) : wanted;
    return Arrays.stream(values()).filter(each -> plain(each.text).equals(digest)).findFirst();
  }

  /** All names, for messages. */
  public static String names() {
    return Arrays.stream(values()).map(HmacDigest::toString).collect(Collectors.joining(", "));
  }

  private static String plain(String name) {
    return name.replace("-", "").replace("/", "");
  }

  /**
   * An HMAC that is ready for its first message.
   *
   * @param key of {@link #length} bytes; copied
   */
  public Mac mac(Secret key) {
    try {
      Mac mac =
          this == RIPEMD160
              ? Mac.getInstance(algorithm, BouncyCastle.PROVIDER)
              : Mac.getInstance(algorithm);
      mac.init(new WipeableKey(algorithm, key.toArray()));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no " + algorithm + " in this Java", e);
    }
  }

  /** As {@code auth} names it. */
  @Override
  public String toString() {
    return text;
  }

  /** The only digest that the JCA lacks. */
  private static final class BouncyCastle {
    static final Provider PROVIDER = new BouncyCastleProvider();
  }
}
