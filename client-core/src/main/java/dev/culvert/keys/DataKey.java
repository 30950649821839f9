// SPDX-License-Identifier: Apache-2.0
package dev.culvert.keys;

import dev.culvert.bytes.Bytes;
import dev.culvert.bytes.Secret;
import dev.culvert.wire.KeyId;

/**
 * One key of the data channel, both directions, as a backend needs it. The secrets belong to the
 * session: a backend copies what it keeps.
 *
 * @param sendIv implicit IV of the packets we send, 8 bytes: the nonce is packet id (4) then this
 * @param receiveIv the same for the packets the peer sends
 */
public record DataKey(
    KeyId keyId,
    DataCipher cipher,
    Secret sendKey,
    Bytes sendIv,
    Secret receiveKey,
    Bytes receiveIv) {
  public static final int IMPLICIT_IV_LENGTH = 8;

  public DataKey {
    if (sendKey.length() != cipher.keyLength() || receiveKey.length() != cipher.keyLength()) {
      throw new IllegalArgumentException("key length does not fit " + cipher);
    }
    if (sendIv.length() != IMPLICIT_IV_LENGTH || receiveIv.length() != IMPLICIT_IV_LENGTH) {
      throw new IllegalArgumentException("implicit IV is not 8 bytes");
    }
  }

  public void destroy() {
    sendKey.destroy();
    receiveKey.destroy();
  }
}
