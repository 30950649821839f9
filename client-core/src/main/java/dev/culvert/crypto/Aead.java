// SPDX-License-Identifier: Apache-2.0
package dev.culvert.crypto;

import dev.culvert.bytes.Bytes;
import dev.culvert.bytes.Secret;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;

/**
 * One key in one direction of the data channel, on byte arrays in OpenVPN's layout
 * (openvpn-protocol 5.2):
 *
 * <pre>
 * authenticated data, ending in the packet id (4) | tag (16) | ciphertext
 * nonce (12) = packet id (4) | implicit IV (8)
 * </pre>
 *
 * The JCA wants the tag behind the ciphertext, so 16 bytes behind every packet must belong to the
 * array. Belongs to one thread at a time. Per packet it allocates the parameter object that the JCA
 * forces on every {@code init} and nothing else; what {@link Cipher} allocates inside is its own.
 */
public final class Aead {
  /** Bytes of the authentication tag. */
  public static final int TAG_LENGTH = 16;

  /** Bytes of the packet id, which ends the authenticated data. */
  public static final int PACKET_ID_LENGTH = 4;

  /** Bytes of the nonce that stay the same for a key. */
  public static final int IMPLICIT_IV_LENGTH = 8;

  private static final int NONCE_LENGTH = PACKET_ID_LENGTH + IMPLICIT_IV_LENGTH;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** The construction; the key's length chooses among AES-128, -192 and -256. */
  public enum Algorithm {
    AES_GCM("AES", "AES/GCM/NoPadding"),
    CHACHA20_POLY1305("ChaCha20", "ChaCha20-Poly1305");

    private final String keyAlgorithm;
    private final String transformation;

    Algorithm(String keyAlgorithm, String transformation) {
      this.keyAlgorithm = keyAlgorithm;
      this.transformation = transformation;
    }

    String keyAlgorithm() {
      return keyAlgorithm;
    }

    Cipher cipher() {
      try {
        return Cipher.getInstance(transformation);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("no " + this + " in this Java", e);
      }
    }

    AlgorithmParameterSpec parameters(byte[] nonce) {
      return switch (this) {
        case AES_GCM -> new GCMParameterSpec(TAG_LENGTH * Byte.SIZE, nonce);
        case CHACHA20_POLY1305 -> new IvParameterSpec(nonce);
      };
    }
  }

  private final Algorithm algorithm;
  private final WipeableKey key;
  private final Cipher cipher;

  /** The JCA copies it out of every parameter object, so one array serves all packets. */
  private final byte[] nonce = new byte[NONCE_LENGTH];

  /**
   * @param key copied
   * @param implicitIv 8 bytes
   */
  public Aead(Algorithm algorithm, Secret key, Bytes implicitIv) {
    if (implicitIv.length() != IMPLICIT_IV_LENGTH) {
      throw new IllegalArgumentException("implicit IV of " + implicitIv.length() + " B");
    }
    this.algorithm = algorithm;
    this.key = new WipeableKey(algorithm.keyAlgorithm, key.toArray());
    implicitIv.copyTo(nonce, PACKET_ID_LENGTH);
    this.cipher = algorithm.cipher();
  }

  /**
   * Seals {@code length} bytes of {@code in}. The authenticated data with a packet id that this key
   * never had before is already in {@code out}; tag and ciphertext go right behind it, and the 16
   * bytes behind those are overwritten.
   */
  public void seal(
      byte[] in, int inOffset, int length, byte[] out, int headerOffset, int headerLength) {
    int tag = headerOffset + headerLength;
    int text = tag + TAG_LENGTH;
    try {
      start(Cipher.ENCRYPT_MODE, out, headerOffset, headerLength);
      cipher.doFinal(in, inOffset, length, out, text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("sealing with " + algorithm, e);
    }
    int behind = text + length;
    LONG.set(out, tag, (long) LONG.get(out, behind));
    LONG.set(out, tag + Long.BYTES, (long) LONG.get(out, behind + Long.BYTES));
  }

  /**
   * Opens a packet: authenticated data, tag and {@code length} bytes of ciphertext in {@code in},
   * whose next 16 bytes are borrowed and put back.
   *
   * @return whether it is authentic; if not, {@code out} holds nothing of use
   */
  public boolean open(
      byte[] in, int headerOffset, int headerLength, int length, byte[] out, int outOffset) {
    int tag = headerOffset + headerLength;
    int text = tag + TAG_LENGTH;
    int behind = text + length;
    long saved1 = (long) LONG.get(in, behind);
    long saved2 = (long) LONG.get(in, behind + Long.BYTES);
    LONG.set(in, behind, (long) LONG.get(in, tag));
    LONG.set(in, behind + Long.BYTES, (long) LONG.get(in, tag + Long.BYTES));
    try {
      start(Cipher.DECRYPT_MODE, in, headerOffset, headerLength);
      cipher.doFinal(in, text, length + TAG_LENGTH, out, outOffset);
      return true;
    } catch (AEADBadTagException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("opening with " + algorithm, e);
    } finally {
      LONG.set(in, behind, saved1);
      LONG.set(in, behind + Long.BYTES, saved2);
    }
  }

  /**
   * Wipes our copy of the key. Copies inside the provider's cipher go with the garbage: the JCA has
   * no call to wipe them.
   */
  public void destroy() {
    key.destroy();
  }

  private void start(int mode, byte[] array, int headerOffset, int headerLength)
      throws GeneralSecurityException {
    System.arraycopy(
        array, headerOffset + headerLength - PACKET_ID_LENGTH, nonce, 0, PACKET_ID_LENGTH);
    cipher.init(mode, key, algorithm.parameters(nonce));
    cipher.updateAAD(array, headerOffset, headerLength);
  }
}
