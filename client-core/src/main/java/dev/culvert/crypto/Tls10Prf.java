// SPDX-License-Identifier: Apache-2.0
package dev.culvert.crypto;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The pseudo-random function of TLS 1.0 (RFC 2246 section 5): P_MD5 of one half of the secret xored
 * with P_SHA1 of the other. OpenVPN peers before 2.6 derive their data keys with it.
 */
public final class Tls10Prf {
  private Tls10Prf() {}

  /** The first {@code length} bytes that {@code secret} and {@code seed} (label included) give. */
  public static byte[] expand(byte[] secret, byte[] seed, int length) {
    int half = (secret.length + 1) / 2;
    byte[] out = pHash("HmacMD5", Arrays.copyOf(secret, half), seed, length);
    byte[] sha =
        pHash(
            "HmacSHA1",
            Arrays.copyOfRange(secret, secret.length - half, secret.length),
            seed,
            length);
    for (int i = 0; i < length; i++) {
      out[i] ^= sha[i];
    }
    return out;
  }

  private static byte[] pHash(String algorithm, byte[] secret, byte[] seed, int length) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret, algorithm));
      byte[] out = new byte[length];
      byte[] a = seed;
      for (int at = 0; at < length; at += mac.getMacLength()) {
        a = mac.doFinal(a);
        mac.update(a);
        byte[] chunk = mac.doFinal(seed);
        System.arraycopy(chunk, 0, out, at, Math.min(chunk.length, length - at));
      }
      return out;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException(algorithm + " is part of every Java runtime", e);
    }
  }
}
