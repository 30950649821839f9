// SPDX-License-Identifier: Apache-2.0
package dev.culvert.datapath;

import dev.culvert.crypto.Aead;
import dev.culvert.crypto.EpochAead;
import dev.culvert.crypto.EpochSecret;
import dev.culvert.wire.Opcode;
import dev.culvert.wire.PeerId;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The sending half of an epoch key, for one thread: it follows the epochs that {@link EpochIds}
 * gives to all threads.
 *
 * <pre>
 * | DATA_V2, key id 1 | peer id 3 | epoch 2 | counter 6 | ciphertext | tag 16 |
 * </pre>
 */
final class EpochSealing {
  static final int HEADER = 4 + EpochAead.PACKET_ID_LENGTH;
  static final int OVERHEAD = HEADER + Aead.TAG_LENGTH;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final int keyId;
  private final Aead.Algorithm algorithm;
  private final int keyLength;
  private final EpochIds ids;
  private EpochSecret secret;
  private EpochAead aead;
  private int epoch = 1;

  /**
   * @param first secret of epoch 1; copied
   * @param ids shared by all threads that send with this key
   */
  EpochSealing(
      int keyId, Aead.Algorithm algorithm, int keyLength, EpochSecret first, EpochIds ids) {
    this.keyId = keyId;
    this.algorithm = algorithm;
    this.keyLength = keyLength;
    this.ids = ids;
    this.secret = new EpochSecret(first.secret().slice(0, EpochSecret.LENGTH));
    this.aead = new EpochAead(algorithm, secret, keyLength);
  }

  /**
   * Seals a packet to {@code out}, where {@link #OVERHEAD} more bytes must fit; false when the key
   * is used up.
   */
  boolean seal(byte[] in, int inOffset, int length, PeerId to, byte[] out, int outOffset) {
    long id = ids.take(length);
    if (id == EpochIds.NONE) {
      return false;
    }
    follow(EpochIds.epoch(id));
    INT.set(out, outOffset, (Opcode.DATA_V2.number() << 3 | keyId) << 24 | to.value());
    LONG.set(out, outOffset + 4, id);
    aead.seal(in, inOffset, length, out, outOffset, HEADER);
    return true;
  }

  private void follow(int wanted) {
    if (epoch == wanted) {
      return;
    }
    while (epoch < wanted) {
      EpochSecret next = secret.next();
      secret.destroy();
      secret = next;
      epoch++;
    }
    aead.destroy();
    aead = new EpochAead(algorithm, secret, keyLength);
  }

  void destroy() {
    secret.destroy();
    aead.destroy();
  }
}
