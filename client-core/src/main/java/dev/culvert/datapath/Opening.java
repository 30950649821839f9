// SPDX-License-Identifier: Apache-2.0
package dev.culvert.datapath;

import dev.culvert.crypto.Aead;
import dev.culvert.event.DropReason;
import dev.culvert.wire.Opcode;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** One data packet of the link to a packet of the tunnel: header, key, open, replay window. */
final class Opening {
  private static final int VERSION_1_HEADER = 1;
  private static final int VERSION_2_HEADER = 4;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final KeySlots keys;

  Opening(KeySlots keys) {
    this.keys = keys;
  }

  /** Bytes of plaintext in a data packet of that length, negative if it is too short. */
  static int plainLength(Opcode opcode, int length) {
    return length - headerLength(opcode) - Aead.PACKET_ID_LENGTH - Aead.TAG_LENGTH;
  }

  /**
   * Opens a packet into {@code out} at {@code outOffset}, where its plain length must fit.
   *
   * @return null when it is authentic and new; else why it is dropped
   */
  @Nullable DropReason open(
      Opcode opcode, byte[] in, int offset, int length, byte[] out, int outOffset, long nowNanos) {
    int plainLength = plainLength(opcode, length);
    if (plainLength < 0) {
      return DropReason.TRUNCATED;
    }
    InstalledKey key = keys.ring().byId(in[offset] & 7);
    if (key == null || !key.open().enter()) {
      return DropReason.NO_DATA_KEY;
    }
    try {
      int header = headerLength(opcode);
      // DATA_V1 authenticates the packet id only (openvpn-protocol 5.2).
      int authenticated = opcode == Opcode.DATA_V2 ? offset : offset + header;
      int authenticatedLength = offset + header + Aead.PACKET_ID_LENGTH - authenticated;
      if (!key.open()
          .aead()
          .open(in, authenticated, authenticatedLength, plainLength, out, outOffset)) {
        return DropReason.AEAD_MISMATCH;
      }
      long packetId = (int) INT.get(in, offset + header) & 0xffff_ffffL;
      return key.replay().accept(packetId, nowNanos) ? null : DropReason.REPLAYED;
    } finally {
      key.open().leave();
    }
  }

  private static int headerLength(Opcode opcode) {
    return opcode == Opcode.DATA_V2 ? VERSION_2_HEADER : VERSION_1_HEADER;
  }
}
