// SPDX-License-Identifier: Apache-2.0
package dev.culvert.keys;

import dev.culvert.bytes.Bytes;
import dev.culvert.bytes.Secret;
import dev.culvert.wire.KeyId;
import dev.culvert.wire.TlsRole;

/**
 * 256 bytes of derived key material for the data channel (openvpn-protocol 4.6).
 *
 * <pre>
 * | keys[0] cipher 64 | keys[0] hmac 64 | keys[1] cipher 64 | keys[1] hmac 64 |
 * </pre>
 *
 * The TLS client encrypts with keys[0], the server with keys[1]: the other way round than
 * tls-crypt.
 */
public record KeyBlock(Secret material) {
  public static final int LENGTH = 256;
  private static final int PART = 64;

  public KeyBlock {
    if (material.length() != LENGTH) {
      throw new IllegalArgumentException("key block of " + material.length() + " B");
    }
  }

  /** The key as the end of that role uses it. The caller destroys it. */
  public DataKey dataKey(KeyId keyId, DataCipher cipher, TlsRole role) {
    int send = role == TlsRole.CLIENT ? 0 : 2 * PART;
    int receive = 2 * PART - send;
    return new DataKey(
        keyId,
        cipher,
        material.slice(send, cipher.keyLength()),
        implicitIv(send),
        material.slice(receive, cipher.keyLength()),
        implicitIv(receive));
  }

  private Bytes implicitIv(int direction) {
    byte[] iv = material.slice(direction + PART, DataKey.IMPLICIT_IV_LENGTH).toArray();
    return Bytes.copyOf(iv);
  }
}
