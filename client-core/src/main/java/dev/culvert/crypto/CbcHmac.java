// SPDX-License-Identifier: Apache-2.0
package dev.culvert.crypto;

import dev.culvert.bytes.ByteReader;
import dev.culvert.bytes.ByteWriter;
import dev.culvert.bytes.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;

/**
 * One key in one direction for peers without AEAD: AES-CBC, then an HMAC of it (openvpn-protocol
 * 5.4). Opcode and peer id before it are not authenticated.
 *
 * <pre>
 * | HMAC n | IV 16 | encrypted: packet id 4, payload, padding |     HMAC of IV and ciphertext
 * </pre>
 *
 * Belongs to one thread at a time.
 */
public final class CbcHmac {
  private static final int IV_LENGTH = 16;
  private static final int BLOCK = 16;
  private static final int PACKET_ID_LENGTH = 4;

  private final WipeableKey key;
  private final Mac mac;
  private final int tagLength;
  private final Cipher cipher;
  private final SecureRandom random;
  private final byte[] iv = new byte[IV_LENGTH];
  private final byte[] tag;
  private long packetId;

  /**
   * A key.
   *
   * @param key 16, 24 or 32 bytes; copied
   * @param macKey as long as the digest; copied
   * @param random for the IVs
   */
  public CbcHmac(Secret key, Secret macKey, HmacDigest digest, SecureRandom random) {
    this.key = new WipeableKey("AES", key.toArray());
    this.mac = digest.mac(macKey);
    this.tagLength = digest.length();
    this.tag = new byte[tagLength];
    this.random = random;
    try {
      this.cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES/CBC is part of every Java", e);
    }
  }

  /** Bytes of a sealed packet with that many bytes of payload. */
  public int sealedLength(int length) {
    int text = PACKET_ID_LENGTH + length;
    return tagLength + IV_LENGTH + text + BLOCK - text % BLOCK;
  }

  /**
   * Seals a packet into {@code out}, where {@link #sealedLength} bytes must fit.
   *
   * @param packetId 1 to 2^32-1, never used before
   */
  public void seal(long packetId, byte[] in, int inOffset, int length, byte[] out, int outOffset) {
    random.nextBytes(iv);
    seal(iv, packetId, in, inOffset, length, out, outOffset);
  }

  void seal(
      byte[] vector, long id, byte[] in, int inOffset, int length, byte[] out, int outOffset) {
    int ivAt = outOffset + tagLength;
    int textAt = ivAt + IV_LENGTH;
    System.arraycopy(vector, 0, out, ivAt, IV_LENGTH);
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(vector));
      byte[] head = new ByteWriter(PACKET_ID_LENGTH).u32(id).toArray();
      int done = cipher.update(head, 0, head.length, out, textAt);
      done += cipher.doFinal(in, inOffset, length, out, textAt + done);
      mac.update(out, ivAt, IV_LENGTH + done);
      mac.doFinal(out, outOffset);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("sealing with AES/CBC", e);
    }
  }

  /**
   * Opens {@code length} bytes at {@code offset}; the HMAC is compared before anything is
   * decrypted. The payload is never longer than the packet.
   *
   * @return bytes of payload at {@code outOffset}, with {@link #packetId} set; -1 if the packet is
   *     not authentic or not one
   */
  public int open(byte[] in, int offset, int length, byte[] out, int outOffset) {
    int ivAt = offset + tagLength;
    int textLength = length - tagLength - IV_LENGTH;
    if (textLength < BLOCK || textLength % BLOCK != 0) {
      return -1;
    }
    mac.update(in, ivAt, IV_LENGTH + textLength);
    System.arraycopy(in, offset, tag, 0, tagLength);
    if (!MessageDigest.isEqual(tag, mac.doFinal())) {
      return -1;
    }
    try {
      cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(in, ivAt, IV_LENGTH));
      byte[] plain = cipher.doFinal(in, ivAt + IV_LENGTH, textLength);
      if (plain.length < PACKET_ID_LENGTH) {
        return -1;
      }
      packetId = new ByteReader(plain).u32();
      int payload = plain.length - PACKET_ID_LENGTH;
      System.arraycopy(plain, PACKET_ID_LENGTH, out, outOffset, payload);
      Arrays.fill(plain, (byte) 0);
      return payload;
    } catch (BadPaddingException | IllegalBlockSizeException e) {
      return -1;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("opening with AES/CBC", e);
    }
  }

  /** The packet id of the packet that was opened last. */
  public long packetId() {
    return packetId;
  }

  /** Wipes our copy of the cipher's key. */
  public void destroy() {
    key.destroy();
  }
}
