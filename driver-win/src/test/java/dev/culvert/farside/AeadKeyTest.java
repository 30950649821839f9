// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.culvert.bytes.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The data packets against those that OpenVPN made. */
class AeadKeyTest {
  private static final Path VECTORS =
      Path.of("..", "client-core", "src", "test", "resources", "vectors", "data-aead.json");

  /** A captured packet and the key as its sender and its receiver hold it. */
  record Captured(String name, Bytes wire, Bytes plain, NewKey sender, NewKey receiver) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Captured> captured() throws IOException {
    List<Captured> packets = new ArrayList<>();
    for (Object group : JSON.std.mapFrom(Files.readString(VECTORS)).values()) {
      if (group instanceof Map<?, ?> map) {
        for (Object packet : (List<?>) requireNonNull(map.get("packets"))) {
          packets.add(captured(map, (Map<?, ?>) packet, packets.size()));
        }
      }
    }
    return packets;
  }

  private static Captured captured(Map<?, ?> group, Map<?, ?> packet, int number) {
    String cipher = text(group.get("cipher"));
    int length = cipher.contains("128") ? 16 : 32;
    Bytes block = Bytes.ofHex(text(group.get("key_block_256")));
    NewKey.Direction up = direction(block, 0, length);
    NewKey.Direction down = direction(block, 128, length);
    boolean fromClient = text(packet.get("direction")).equals("c2s");
    Bytes wire = Bytes.ofHex(text(packet.get("wire")));
    boolean chacha = cipher.startsWith("CHACHA");
    int keyId = wire.at(0) & 7;
    int peerId = wire.at(1) << 16 | wire.at(2) << 8 | wire.at(3);
    NewKey client = new NewKey(false, chacha, keyId, peerId, up, down);
    NewKey server = new NewKey(false, chacha, keyId, peerId, down, up);
    return new Captured(
        cipher + " " + number,
        wire,
        Bytes.ofHex(text(packet.get("plaintext"))),
        fromClient ? client : server,
        fromClient ? server : client);
  }

  private static NewKey.Direction direction(Bytes block, int at, int length) {
    return new NewKey.Direction(block.slice(at, length), block.slice(at + 64, 8));
  }

  private static String text(@Nullable Object value) {
    return (String) requireNonNull(value);
  }

  @ParameterizedTest
  @MethodSource("captured")
  void opensWhatOpenVpnSealed(Captured packet) throws GeneralSecurityException {
    assertThat(new AeadKey(packet.receiver()).open(packet.wire().toArray()).orElseThrow())
        .isEqualTo(packet.plain().toArray());
  }

  @ParameterizedTest
  @MethodSource("captured")
  void sealsAsOpenVpnDid(Captured packet) throws GeneralSecurityException {
    long packetId = Long.parseLong(packet.wire().slice(4, 4).toHex(), 16);
    AeadKey key = new AeadKey(packet.sender(), packetId - 1);
    byte[] plain = packet.plain().toArray();
    assertThat(key.seal(plain, 0, plain.length).map(Bytes::copyOf)).contains(packet.wire());
  }

  @ParameterizedTest
  @CsvSource({"1, 16", "1, 24", "1, 32", "2, 32"})
  void opensOnceWhatTheOtherEndSeals(int cipher, int keyLength) throws Exception {
    NewKey ours = NewKey.decode(Inputs.newKey(Inputs.PRIMARY, cipher, 3, keyLength, 1));
    AeadKey sender = new AeadKey(ours);
    AeadKey receiver = new AeadKey(Inputs.mirror(cipher, 3, keyLength, 1));
    byte[] plain = {1, 2, 3, 4, 5};
    byte[] first = sender.seal(plain, 0, 5).orElseThrow();
    byte[] second = sender.seal(plain, 0, 5).orElseThrow();
    assertThat(first).startsWith(0x4b, 0, 0, 7, 0, 0, 0, 1).hasSize(AeadKey.OVERHEAD + 5);
    assertThat(receiver.open(second)).hasValueSatisfying(p -> assertThat(p).isEqualTo(plain));
    assertThat(receiver.open(first)).hasValueSatisfying(p -> assertThat(p).isEqualTo(plain));
    assertThat(receiver.open(first)).isEmpty();
    assertThat(receiver.open(second)).isEmpty();
  }

  @Test
  void refusesWhatWasChanged() throws Exception {
    NewKey ours = NewKey.decode(Inputs.newKey(Inputs.PRIMARY, Inputs.AES, 0, 32, 1));
    byte[] wire = new AeadKey(ours).seal(new byte[20], 0, 20).orElseThrow();
    for (int at = 0; at < wire.length; at++) {
      byte[] changed = wire.clone();
      changed[at] ^= 1;
      Optional<byte[]> opened = new AeadKey(Inputs.mirror(Inputs.AES, 0, 32, 1)).open(changed);
      assertThat(opened).as("byte %d", at).isEmpty();
    }
    assertThat(new AeadKey(ours).open(new byte[23])).isEmpty();
  }

  @Test
  void stopsWhenThePacketIdsAreUsedUp() throws Exception {
    NewKey ours = NewKey.decode(Inputs.newKey(Inputs.PRIMARY, Inputs.AES, 0, 32, 1));
    AeadKey key = new AeadKey(ours, 0xffff_fffeL);
    assertThat(key.seal(new byte[1], 0, 1)).isPresent();
    assertThat(key.seal(new byte[1], 0, 1)).isEmpty();
  }
}
