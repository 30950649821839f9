// SPDX-License-Identifier: Apache-2.0
package dev.culvert.datapath;

import dev.culvert.crypto.Aead;
import dev.culvert.driver.LinkListener;
import dev.culvert.driver.PacketBatch;
import dev.culvert.driver.PeerSettings;
import dev.culvert.event.DropCounters;
import dev.culvert.event.DropReason;
import dev.culvert.wire.Opcode;
import dev.culvert.wire.PeerId;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Packets of the tunnel to datagrams of the link: MSS, key, packet id, header, seal. */
final class Sealing {
  /** DATA_V2: opcode and peer id, packet id, tag. */
  static final int LONGEST_OVERHEAD = 4 + Aead.PACKET_ID_LENGTH + Aead.TAG_LENGTH;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final KeySlots keys;
  private final DropCounters drops;
  private final Function<InstalledKey, OwnedAead> mine;

  /**
   * @param mine the cipher of a key that belongs to the thread that calls {@link #seal}
   */
  Sealing(KeySlots keys, DropCounters drops, Function<InstalledKey, OwnedAead> mine) {
    this.keys = keys;
    this.drops = drops;
    this.mine = mine;
  }

  /**
   * Seals all packets; those that cannot be are counted and left out.
   *
   * @param packets read, and their SYN packets changed
   * @param datagrams cleared, then filled; needs as many slots as {@code packets}
   * @return bytes of the packets that were sealed
   */
  long seal(PacketBatch packets, PacketBatch datagrams, PeerSettings peer, LinkListener listener) {
    datagrams.clear();
    long bytes = 0;
    for (int i = 0; i < packets.count(); i++) {
      int offset = packets.offset(i);
      int length = packets.length(i);
      MssClamp.clamp(packets.array(), offset, length, peer.mss());
      if (seal(packets.array(), offset, length, datagrams, peer, listener)) {
        bytes += length;
      }
    }
    return bytes;
  }

  /** Frames and seals one packet, in an array with room around it for the frame. */
  boolean seal(
      byte[] array,
      int offset,
      int length,
      PacketBatch datagrams,
      PeerSettings peer,
      LinkListener listener) {
    int start = PayloadFrame.start(peer.framing(), array, offset, length);
    int framed = PayloadFrame.frame(peer.framing(), array, start, offset, length);
    return seal(array, start, framed, datagrams, peer.sendId(), listener);
  }

  /** Seals one payload into the next slot; false when it was dropped and counted. */
  boolean seal(
      byte[] array,
      int offset,
      int length,
      PacketBatch datagrams,
      PeerId sendId,
      LinkListener listener) {
    if (length + LONGEST_OVERHEAD > datagrams.room()) {
      return dropped(DropReason.OVERSIZED);
    }
    InstalledKey key = enterPrimary();
    if (key == null) {
      return dropped(DropReason.NO_DATA_KEY);
    }
    OwnedAead owned = mine.apply(key);
    try {
      long id = key.packetIds().take();
      if (key.packetIds().mustTell(id)) {
        listener.onKeyNearlyUsedUp();
      }
      if (id == PacketIds.NONE) {
        return dropped(DropReason.KEY_USED_UP);
      }
      boolean version2 = !sendId.equals(PeerId.NONE);
      byte[] out = datagrams.array();
      int start = datagrams.nextOffset();
      int header = version2 ? Integer.BYTES : 1;
      if (version2) {
        INT.set(out, start, (Opcode.DATA_V2.number() << 3 | key.keyId()) << 24 | sendId.value());
      } else {
        out[start] = (byte) (Opcode.DATA_V1.number() << 3 | key.keyId());
      }
      INT.set(out, start + header, (int) id);
      // DATA_V1 authenticates the packet id only (openvpn-protocol 5.2).
      int authenticated = version2 ? start : start + header;
      int authenticatedLength = start + header + Aead.PACKET_ID_LENGTH - authenticated;
      owned.aead().seal(array, offset, length, out, authenticated, authenticatedLength);
      datagrams.add(start, header + Aead.PACKET_ID_LENGTH + Aead.TAG_LENGTH + length);
      return true;
    } finally {
      owned.leave();
    }
  }

  /**
   * The key that encrypts, entered; a key that was dropped under our hands is not the last word.
   */
  private @Nullable InstalledKey enterPrimary() {
    InstalledKey key = keys.ring().primary();
    while (key != null && !mine.apply(key).enter()) {
      InstalledKey next = keys.ring().primary();
      if (next == key) {
        return null;
      }
      key = next;
    }
    return key;
  }

  private boolean dropped(DropReason reason) {
    drops.count(reason);
    return false;
  }
}
