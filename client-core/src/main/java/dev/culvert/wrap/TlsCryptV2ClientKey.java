// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wrap;

import dev.culvert.bytes.Bytes;
import dev.culvert.bytes.Secret;
import java.util.Arrays;

/**
 * A client's tls-crypt-v2 key: its own key, and the same wrapped for the server, which keeps none
 * (openvpn-protocol 2.5).
 *
 * @param key as for tls-crypt
 * @param wrapped ends in its own length, two bytes; at most {@link TlsCryptV2ServerKey#MAX_WRAPPED}
 *     B
 */
public record TlsCryptV2ClientKey(StaticKey key, Bytes wrapped) {
  private static final String NAME = "OpenVPN tls-crypt-v2 client key";

  /**
   * Reads a key file. What stands outside the PEM block is a comment.
   *
   * @throws StaticKeyException with the line, what was expected and what was found
   */
  public static TlsCryptV2ClientKey parse(String text) throws StaticKeyException {
    PemBlock block = PemBlock.find(text, NAME);
    byte[] bytes = block.bytes();
    int wrappedLength = bytes.length - StaticKey.LENGTH;
    if (wrappedLength < TlsCryptV2ServerKey.MIN_WRAPPED
        || wrappedLength > TlsCryptV2ServerKey.MAX_WRAPPED) {
      throw new StaticKeyException(
          block.line(),
          "expected 256 bytes of key and %d to %d of wrapped key, found %d in all"
              .formatted(
                  TlsCryptV2ServerKey.MIN_WRAPPED, TlsCryptV2ServerKey.MAX_WRAPPED, bytes.length));
    }
    int stated = (bytes[bytes.length - 2] & 0xff) << 8 | (bytes[bytes.length - 1] & 0xff);
    if (stated != wrappedLength) {
      throw new StaticKeyException(
          block.line(),
          "expected a wrapped key of the "
              + stated
              + " bytes that it states, found "
              + wrappedLength);
    }
    StaticKey key = StaticKey.of(Secret.copyOf(bytes, 0, StaticKey.LENGTH));
    Bytes wrapped = Bytes.copyOf(bytes, StaticKey.LENGTH, wrappedLength);
    Arrays.fill(bytes, (byte) 0);
    return new TlsCryptV2ClientKey(key, wrapped);
  }
}
