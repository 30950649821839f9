// SPDX-License-Identifier: Apache-2.0
package dev.culvert.crypto;

import dev.culvert.bytes.ByteWriter;
import dev.culvert.bytes.Bytes;
import dev.culvert.bytes.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * What the keys of one epoch and the secret of the next follow from (openvpn-protocol 5.3):
 *
 * <pre>
 * E(n+1) = X(E(n), "datakey upd", 32)    key(n) = X(E(n), "data_key", length)
 *                                        IV(n)  = X(E(n), "data_iv", 12)
 * X(secret, label, length) = HKDF-Expand-SHA256 of length (2), label length (1), label, 0
 * </pre>
 */
public record EpochSecret(Secret secret) {
  public static final int LENGTH = 32;

  /** Bytes of an epoch's implicit IV. */
  public static final int IV_LENGTH = 12;

  public EpochSecret {
    if (secret.length() != LENGTH) {
      throw new IllegalArgumentException("epoch secret of " + secret.length() + " B");
    }
  }

  /** The next epoch's. */
  public EpochSecret next() {
    return new EpochSecret(expand("datakey upd", LENGTH));
  }

  /** The cipher's key of this epoch, {@code length} bytes. */
  public Secret dataKey(int length) {
    return expand("data_key", length);
  }

  public Bytes implicitIv() {
    return Bytes.copyOf(expand("data_iv", IV_LENGTH).toArray());
  }

  /** Overwrites it. */
  public void destroy() {
    secret.destroy();
  }

  /** X of the class comment. */
  Secret expand(String label, int length) {
    byte[] full = ("ovpn " + label).getBytes(StandardCharsets.US_ASCII);
    byte[] info = new ByteWriter().u16(length).u8(full.length).bytes(full).u8(0).toArray();
    WipeableKey key = new WipeableKey("Generic", secret.toArray());
    try {
      byte[] out =
          KDF.getInstance("HKDF-SHA256")
              .deriveData(HKDFParameterSpec.expandOnly(key, info, length));
      Secret expanded = Secret.copyOf(out);
      Arrays.fill(out, (byte) 0);
      return expanded;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no HKDF-SHA256 in this Java", e);
    } finally {
      key.destroy();
    }
  }
}
