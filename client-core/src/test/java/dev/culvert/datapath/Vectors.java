// SPDX-License-Identifier: Apache-2.0
package dev.culvert.datapath;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.culvert.bytes.Bytes;
import dev.culvert.bytes.Secret;
import dev.culvert.keys.DataCipher;
import dev.culvert.keys.DataKey;
import dev.culvert.wire.KeyId;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Data packets captured from OpenVPN ends, with the keys of whoever sent them. */
record Vectors(List<Packet> packets) {
  /**
   * One captured packet.
   *
   * @param sender the sender's key: its send half seals exactly this packet
   * @param receiver the same key as its peer holds it
   */
  record Packet(String name, Bytes wire, Bytes plain, DataKey sender, DataKey receiver) {
    @Override
    public String toString() {
      return name;
    }

    long packetId() {
      return (long) wire.at(4) << 24 | wire.at(5) << 16 | wire.at(6) << 8 | wire.at(7);
    }
  }

  static Vectors aead() {
    return file("/vectors/data-aead.json");
  }

  /** Payloads in compression framing. */
  static Vectors framing() {
    return file("/vectors/compression-framing.json");
  }

  private static Vectors file(String name) {
    List<Packet> packets = new ArrayList<>();
    try (InputStream in = Vectors.class.getResourceAsStream(name)) {
      Map<String, Object> groups = JSON.std.mapFrom(requireNonNull(in));
      for (Map.Entry<?, ?> entry :
          (groups.get("cases") instanceof Map<?, ?> cases ? cases : groups).entrySet()) {
        if (entry.getValue() instanceof Map<?, ?> group) {
          read(text(entry.getKey()), group, packets);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return new Vectors(packets);
  }

  Packet first(String group) {
    return packets.stream().filter(p -> p.name().startsWith(group + " ")).findFirst().orElseThrow();
  }

  private static void read(String name, Map<?, ?> group, List<Packet> into) {
    DataCipher cipher = DataCipher.named(text(group.get("cipher"))).orElseThrow();
    byte[] block = Bytes.ofHex(text(group.get("key_block_256"))).toArray();
    for (Object item : (List<?>) requireNonNull(group.get("packets"))) {
      Map<?, ?> packet = (Map<?, ?>) item;
      Bytes wire = Bytes.ofHex(text(packet.get("wire")));
      KeyId keyId = new KeyId(wire.at(0) & 7);
      boolean fromClient = text(packet.get("direction")).equals("c2s");
      int send = fromClient ? 0 : 128;
      into.add(
          new Packet(
              name + " " + (into.size() + 1),
              wire,
              Bytes.ofHex(text(packet.get("plaintext"))),
              key(keyId, cipher, block, send, 128 - send),
              key(keyId, cipher, block, 128 - send, send)));
    }
  }

  private static DataKey key(KeyId keyId, DataCipher cipher, byte[] block, int send, int receive) {
    return new DataKey(
        keyId,
        cipher,
        Secret.copyOf(block, send, cipher.keyLength()),
        Bytes.copyOf(block, send + 64, 8),
        Secret.copyOf(block, receive, cipher.keyLength()),
        Bytes.copyOf(block, receive + 64, 8));
  }

  private static String text(@Nullable Object value) {
    return (String) requireNonNull(value);
  }
}
