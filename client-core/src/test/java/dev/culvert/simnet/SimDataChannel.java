// SPDX-License-Identifier: Apache-2.0
package dev.culvert.simnet;

import static java.util.Objects.requireNonNull;

import dev.culvert.bytes.ByteWriter;
import dev.culvert.bytes.Bytes;
import dev.culvert.crypto.Aead;
import dev.culvert.driver.KeySlot;
import dev.culvert.keys.DataCipher;
import dev.culvert.keys.DataKey;
import dev.culvert.session.Established;
import dev.culvert.wire.KeyId;
import dev.culvert.wire.Opcode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Two key slots and real AEAD packets, as a kernel driver would have them; no replay window. */
public final class SimDataChannel {
  private static final int HEADER = 8;

  private final Map<KeySlot, Installed> slots = new EnumMap<>(KeySlot.class);
  private final List<Delivered> delivered = new ArrayList<>();
  private int rejected;

  /** What came through, and under which key. */
  public record Delivered(KeyId keyId, Bytes content) {}

  public void install(KeySlot slot, DataKey key) {
    slots.put(slot, new Installed(key));
  }

  public void swap() {
    Installed primary = requireNonNull(slots.remove(KeySlot.PRIMARY));
    Installed secondary = requireNonNull(slots.remove(KeySlot.SECONDARY));
    slots.put(KeySlot.PRIMARY, secondary);
    slots.put(KeySlot.SECONDARY, primary);
  }

  public void drop(KeySlot slot) {
    slots.remove(slot);
  }

  public List<Delivered> delivered() {
    return delivered;
  }

  /** Packets that no installed key could open. */
  public int rejected() {
    return rejected;
  }

  /** The key that encrypts now. */
  public KeyId primaryKeyId() {
    return requireNonNull(slots.get(KeySlot.PRIMARY)).keyId;
  }

  byte[] seal(byte[] content, Established peer) {
    return requireNonNull(slots.get(KeySlot.PRIMARY)).seal(content, peer);
  }

  void open(byte[] packet) {
    KeyId keyId = Opcode.keyId(packet[0]);
    for (Installed installed : slots.values()) {
      if (installed.keyId.equals(keyId) && installed.open(packet, delivered)) {
        return;
      }
    }
    rejected++;
  }

  private static final class Installed {
    private final KeyId keyId;
    private final Aead sealing;
    private final Aead opening;
    private long nextPacketId = 1;

    Installed(DataKey key) {
      keyId = key.keyId();
      Aead.Algorithm algorithm =
          key.cipher() == DataCipher.CHACHA20_POLY1305
              ? Aead.Algorithm.CHACHA20_POLY1305
              : Aead.Algorithm.AES_GCM;
      sealing = new Aead(algorithm, key.sendKey(), key.sendIv());
      opening = new Aead(algorithm, key.receiveKey(), key.receiveIv());
    }

    byte[] seal(byte[] content, Established peer) {
      byte[] packet =
          new ByteWriter()
              .u8(Opcode.DATA_V2.firstByte(keyId) & 0xff)
              .u24(peer.agreement().peerId().value())
              .u32(nextPacketId++)
              .bytes(new byte[content.length + 2 * Aead.TAG_LENGTH])
              .toArray();
      sealing.seal(content, 0, content.length, packet, 0, HEADER);
      return Arrays.copyOf(packet, HEADER + Aead.TAG_LENGTH + content.length);
    }

    boolean open(byte[] packet, List<Delivered> delivered) {
      int length = packet.length - HEADER - Aead.TAG_LENGTH;
      if (length < 0) {
        return false;
      }
      byte[] in = Arrays.copyOf(packet, packet.length + Aead.TAG_LENGTH);
      byte[] out = new byte[length];
      if (!opening.open(in, 0, HEADER, length, out, 0)) {
        return false;
      }
      delivered.add(new Delivered(keyId, Bytes.copyOf(out)));
      return true;
    }
  }
}
