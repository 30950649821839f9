// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * One key of the data channel in the driver's form, by the JDK's ciphers and not by the product's:
 * opcode with key id (1), peer id (3), packet id (4), tag (16), ciphertext.
 */
final class Key {
  static final int OVERHEAD = 24;
  private static final int HEADER = 8;
  private static final int TAG = 16;
  private static final int P_DATA_V2 = 9;
  private static final int WINDOW = 2048;

  private final boolean chacha;
  private final SecretKeySpec encrypt;
  private final SecretKeySpec decrypt;
  private final byte[] encryptTail;
  private final byte[] decryptTail;
  private final int keyId;
  private final int peerId;
  private int sent;
  private long highest;
  private final boolean[] seen = new boolean[WINDOW];

  Key(
      boolean chacha,
      byte[] encrypt,
      byte[] encryptTail,
      byte[] decrypt,
      byte[] decryptTail,
      int keyId,
      int peerId) {
    this.chacha = chacha;
    this.encrypt = new SecretKeySpec(encrypt, chacha ? "ChaCha20" : "AES");
    this.decrypt = new SecretKeySpec(decrypt, chacha ? "ChaCha20" : "AES");
    this.encryptTail = encryptTail;
    this.decryptTail = decryptTail;
    this.keyId = keyId;
    this.peerId = peerId;
  }

  int keyId() {
    return keyId;
  }

  /** A data packet for the wire. */
  synchronized byte[] seal(byte[] plain, int offset, int length) throws GeneralSecurityException {
    sent++;
    byte[] packet = new byte[OVERHEAD + length];
    ByteBuffer header = ByteBuffer.wrap(packet);
    header.putInt(((P_DATA_V2 << 3 | keyId) << 24) | (peerId & 0xffffff)).putInt(sent);
    Cipher cipher = cipher(Cipher.ENCRYPT_MODE, encrypt, nonce(packet, encryptTail));
    cipher.updateAAD(packet, 0, HEADER);
    byte[] sealed = cipher.doFinal(plain, offset, length);
    System.arraycopy(sealed, length, packet, HEADER, TAG);
    System.arraycopy(sealed, 0, packet, OVERHEAD, length);
    return packet;
  }

  /** The plain packet; null for one that is not authentic or was there before. */
  synchronized byte @Nullable [] open(byte[] packet, int length) throws GeneralSecurityException {
    if (length < OVERHEAD) {
      return null;
    }
    Cipher cipher = cipher(Cipher.DECRYPT_MODE, decrypt, nonce(packet, decryptTail));
    cipher.updateAAD(packet, 0, HEADER);
    byte[] sealed = new byte[length - HEADER];
    System.arraycopy(packet, OVERHEAD, sealed, 0, length - OVERHEAD);
    System.arraycopy(packet, HEADER, sealed, length - OVERHEAD, TAG);
    try {
      byte[] plain = cipher.doFinal(sealed);
      return isNew(Integer.toUnsignedLong(ByteBuffer.wrap(packet).getInt(4))) ? plain : null;
    } catch (AEADBadTagException e) {
      return null;
    }
  }

  private boolean isNew(long id) {
    if (id > highest) {
      for (long skipped = Math.max(highest + 1, id - WINDOW + 1); skipped < id; skipped++) {
        seen[(int) (skipped % WINDOW)] = false;
      }
      highest = id;
    } else if (id == 0 || id <= highest - WINDOW || seen[(int) (id % WINDOW)]) {
      return false;
    }
    seen[(int) (id % WINDOW)] = true;
    return true;
  }

  private static byte[] nonce(byte[] packet, byte[] tail) {
    return ByteBuffer.allocate(12).put(packet, 4, 4).put(tail).array();
  }

  private Cipher cipher(int mode, SecretKeySpec key, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(chacha ? "ChaCha20-Poly1305" : "AES/GCM/NoPadding");
    cipher.init(
        mode, key, chacha ? new IvParameterSpec(nonce) : new GCMParameterSpec(TAG * 8, nonce));
    return cipher;
  }

  /** The key of a direction out of OVPN_CRYPTO_DATA: as many bytes as its length says. */
  static byte[] part(byte[] structure, int offset, int length) {
    return Arrays.copyOfRange(structure, offset, offset + length);
  }
}
