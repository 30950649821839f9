// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One data key in both directions and the packets it makes: opcode and key id 1, peer id 3, packet
 * id 4, tag 16, ciphertext; the first 8 bytes are authenticated; the nonce is the packet id and the
 * nonce tail. One thread at a time for each direction.
 */
final class AeadKey {
  /** Bytes in front of the ciphertext. */
  static final int OVERHEAD = 24;

  private static final int AAD = 8;
  private static final int TAG = 16;
  private static final int DATA_V2 = 9;
  private static final long LAST_PACKET_ID = 0xffff_ffffL;

  private final NewKey parameters;
  private final ReplayCheck replay = new ReplayCheck();
  private final Cipher sealer;
  private final Cipher opener;
  private final SecretKeySpec sealKey;
  private final SecretKeySpec openKey;
  private long sent;

  AeadKey(NewKey parameters) throws GeneralSecurityException {
    this(parameters, 0);
  }

  /**
   * @param sent packet id used last
   */
  AeadKey(NewKey parameters, long sent) throws GeneralSecurityException {
    this.sent = sent;
    this.parameters = parameters;
    String algorithm = parameters.chacha() ? "ChaCha20" : "AES";
    String transformation = parameters.chacha() ? "ChaCha20-Poly1305" : "AES/GCM/NoPadding";
    this.sealer = Cipher.getInstance(transformation);
    this.opener = Cipher.getInstance(transformation);
    this.sealKey = new SecretKeySpec(parameters.encrypt().key().toArray(), algorithm);
    this.openKey = new SecretKeySpec(parameters.decrypt().key().toArray(), algorithm);
  }

  NewKey parameters() {
    return parameters;
  }

  /** The packet on the wire; empty when the packet ids are used up. */
  synchronized Optional<byte[]> seal(byte[] plain, int offset, int length)
      throws GeneralSecurityException {
    if (sent == LAST_PACKET_ID) {
      return Optional.empty();
    }
    sent++;
    int first = DATA_V2 << 3 | parameters.keyId();
    byte[] wire = new byte[OVERHEAD + length];
    ByteBuffer.wrap(wire).putInt(first << 24 | parameters.peerId()).putInt((int) sent);
    sealer.init(Cipher.ENCRYPT_MODE, sealKey, nonce(wire, parameters.encrypt()));
    sealer.updateAAD(wire, 0, AAD);
    byte[] sealed = sealer.doFinal(plain, offset, length);
    System.arraycopy(sealed, length, wire, AAD, TAG);
    System.arraycopy(sealed, 0, wire, OVERHEAD, length);
    return Optional.of(wire);
  }

  /** The content of a packet that is authentic and new. */
  Optional<byte[]> open(byte[] wire) throws GeneralSecurityException {
    if (wire.length < OVERHEAD) {
      return Optional.empty();
    }
    int length = wire.length - OVERHEAD;
    byte[] sealed = Arrays.copyOfRange(wire, OVERHEAD, wire.length + TAG);
    System.arraycopy(wire, AAD, sealed, length, TAG);
    try {
      opener.init(Cipher.DECRYPT_MODE, openKey, nonce(wire, parameters.decrypt()));
      opener.updateAAD(wire, 0, AAD);
      byte[] plain = opener.doFinal(sealed);
      return replay.isNew(packetId(wire)) ? Optional.of(plain) : Optional.empty();
    } catch (AEADBadTagException e) {
      return Optional.empty();
    }
  }

  private AlgorithmParameterSpec nonce(byte[] wire, NewKey.Direction direction) {
    byte[] nonce = new byte[12];
    System.arraycopy(wire, 4, nonce, 0, 4);
    direction.nonceTail().copyTo(nonce, 4);
    return parameters.chacha() ? new IvParameterSpec(nonce) : new GCMParameterSpec(TAG * 8, nonce);
  }

  private static long packetId(byte[] wire) {
    return ByteBuffer.wrap(wire, 4, 4).getInt() & LAST_PACKET_ID;
  }
}
