// SPDX-License-Identifier: Apache-2.0
package dev.culvert.crypto;

import dev.culvert.bytes.Bytes;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;

/**
 * One epoch's key in one direction, on byte arrays in the epoch format (openvpn-protocol 5.3):
 *
 * <pre>
 * authenticated data, ending in epoch (2) and counter (6) | ciphertext | tag (16)
 * nonce (12) = (epoch, counter, zero 4) xor implicit IV
 * </pre>
 *
 * Belongs to one thread at a time.
 */
public final class EpochAead {
  /** Bytes of epoch and counter, which end the authenticated data. */
  public static final int PACKET_ID_LENGTH = 8;

  private final Aead.Algorithm algorithm;
  private final WipeableKey key;
  private final byte[] implicitIv;
  private final Cipher cipher;
  private final byte[] nonce = new byte[EpochSecret.IV_LENGTH];

  /**
   * The key of an epoch.
   *
   * @param keyLength of the cipher, in bytes
   */
  public EpochAead(Aead.Algorithm algorithm, EpochSecret secret, int keyLength) {
    this.algorithm = algorithm;
    this.key = new WipeableKey(algorithm.keyAlgorithm(), secret.dataKey(keyLength).toArray());
    Bytes iv = secret.implicitIv();
    this.implicitIv = iv.toArray();
    this.cipher = algorithm.cipher();
  }

  /**
   * Seals {@code length} bytes of {@code in} behind the authenticated data that is already in
   * {@code out}, whose packet id this key never had before.
   */
  public void seal(
      byte[] in, int inOffset, int length, byte[] out, int headerOffset, int headerLength) {
    try {
      start(Cipher.ENCRYPT_MODE, out, headerOffset, headerLength);
      cipher.doFinal(in, inOffset, length, out, headerOffset + headerLength);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("sealing with " + algorithm, e);
    }
  }

  /**
   * Opens a packet: authenticated data, {@code length} bytes of ciphertext, tag.
   *
   * @return whether it is authentic; if not, {@code out} holds nothing of use
   */
  public boolean open(
      byte[] in, int headerOffset, int headerLength, int length, byte[] out, int outOffset) {
    try {
      start(Cipher.DECRYPT_MODE, in, headerOffset, headerLength);
      cipher.doFinal(in, headerOffset + headerLength, length + Aead.TAG_LENGTH, out, outOffset);
      return true;
    } catch (AEADBadTagException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("opening with " + algorithm, e);
    }
  }

  /** Wipes our copy of the key. */
  public void destroy() {
    key.destroy();
  }

  private void start(int mode, byte[] array, int headerOffset, int headerLength)
      throws GeneralSecurityException {
    int idAt = headerOffset + headerLength - PACKET_ID_LENGTH;
    for (int i = 0; i < nonce.length; i++) {
      byte id = i < PACKET_ID_LENGTH ? array[idAt + i] : 0;
      nonce[i] = (byte) (id ^ implicitIv[i]);
    }
    cipher.init(mode, key, algorithm.parameters(nonce));
    cipher.updateAAD(array, headerOffset, headerLength);
  }
}
