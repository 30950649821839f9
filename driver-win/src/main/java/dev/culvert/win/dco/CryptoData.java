// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.dco;

import dev.culvert.driver.KeySlot;
import dev.culvert.keys.DataCipher;
import dev.culvert.keys.DataKey;
import dev.culvert.wire.PeerId;
import java.util.Arrays;

/**
 * OVPN_CRYPTO_DATA and OVPN_CRYPTO_DATA_V2: a data channel key for one slot. The bytes hold the
 * key, so who asks for them overwrites them.
 */
record CryptoData(KeySlot slot, DataKey key, PeerId peerId) {
  static final int SIZE = 100;
  static final int SIZE_V2 = 104;

  /** CRYPTO_OPTIONS_EPOCH, with that meaning since driver 2.8.0. */
  static final int EPOCH = 0x2;

  private static final int ENCRYPT = 0;
  private static final int DECRYPT = 41;
  private static final int KEY_LENGTH = 32;
  private static final int NONCE_TAIL = 33;
  private static final int KEY_SLOT = 84;
  private static final int CIPHER = 88;
  private static final int KEY_ID = 92;
  private static final int PEER_ID = 96;
  private static final int OPTIONS = 100;

  byte[] encode() {
    return fill(Layout.of(SIZE)).bytes();
  }

  /**
   * The form of drivers from 2.8.0.
   *
   * @param options 0 or {@link #EPOCH}
   */
  byte[] encodeV2(int options) {
    return fill(Layout.of(SIZE_V2)).put32(OPTIONS, options).bytes();
  }

  private Layout fill(Layout layout) {
    direction(layout, ENCRYPT, key.sendKey().toArray(), key.sendIv().toArray());
    direction(layout, DECRYPT, key.receiveKey().toArray(), key.receiveIv().toArray());
    return layout
        .put32(KEY_SLOT, slot == KeySlot.PRIMARY ? 0 : 1)
        .put32(CIPHER, key.cipher() == DataCipher.CHACHA20_POLY1305 ? 2 : 1)
        .put8(KEY_ID, key.keyId().value())
        .put32(PEER_ID, peerId.value());
  }

  private static void direction(Layout layout, int offset, byte[] secret, byte[] nonceTail) {
    layout
        .put(offset, secret)
        .put8(offset + KEY_LENGTH, secret.length)
        .put(offset + NONCE_TAIL, nonceTail);
    Arrays.fill(secret, (byte) 0);
  }
}
