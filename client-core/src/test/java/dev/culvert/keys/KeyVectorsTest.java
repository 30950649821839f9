// SPDX-License-Identifier: Apache-2.0
package dev.culvert.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.bytes.ByteReader;
import dev.culvert.bytes.Bytes;
import dev.culvert.bytes.Secret;
import dev.culvert.crypto.Aead;
import dev.culvert.crypto.Tls10Prf;
import dev.culvert.testing.Vector;
import dev.culvert.wire.KeyId;
import dev.culvert.wire.Opcode;
import dev.culvert.wire.SessionId;
import dev.culvert.wire.TlsRole;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyVectorsTest {
  private static final Vector PRF = Vector.file("key-derivation-prf");

  static List<Vector> derivations() {
    return PRF.objects("cases");
  }

  static List<Vector> keyMethods() {
    return Vector.file("key-method-2").objects("cases");
  }

  @Test
  void thePrfGivesTheReferencesBytes() {
    Vector primitive = PRF.object("prf_primitive");
    assertThat(Tls10Prf.expand(primitive.bytes("secret"), primitive.bytes("label_and_seed"), 48))
        .isEqualTo(primitive.bytes("output_48"));
    Vector self = PRF.object("self_test");
    assertThat(
            Tls10Prf.expand(
                self.text("secret").getBytes(StandardCharsets.US_ASCII),
                self.text("seed").getBytes(StandardCharsets.US_ASCII),
                8))
        .isEqualTo(self.bytes("output_8"));
  }

  @ParameterizedTest
  @MethodSource("derivations")
  void keysDerivedByThePrfOpenWhatTheirPeersSent(Vector derivation) {
    KeySource client =
        new KeySource(
            Optional.of(Secret.copyOf(derivation.bytes("pre_master"))),
            Bytes.copyOf(derivation.bytes("client_random1")),
            Bytes.copyOf(derivation.bytes("client_random2")));
    KeySource server =
        new KeySource(
            Optional.empty(),
            Bytes.copyOf(derivation.bytes("server_random1")),
            Bytes.copyOf(derivation.bytes("server_random2")));

    KeyBlock block =
        PrfDerivation.derive(
            client,
            server,
            sessionId(derivation, "client_session_id"),
            sessionId(derivation, "server_session_id"));

    assertThat(block.material().toArray()).isEqualTo(derivation.bytes("key_block_256"));
    DataCipher cipher = DataCipher.named(derivation.text("cipher")).orElseThrow();
    for (Vector packet : derivation.objects("data_packets")) {
      TlsRole receiver = packet.text("direction").equals("c2s") ? TlsRole.SERVER : TlsRole.CLIENT;
      DataKey key = block.dataKey(KeyId.FIRST, cipher, receiver);
      assertThat(open(key, packet.bytes("wire"))).isEqualTo(packet.bytes("plaintext"));
    }
  }

  private static byte[] open(DataKey key, byte[] wire) {
    int header = Opcode.of(wire[0]) == Opcode.DATA_V2 ? 8 : 5;
    int authenticated = header == 8 ? 8 : 4;
    int length = wire.length - header - Aead.TAG_LENGTH;
    byte[] in = Arrays.copyOf(wire, wire.length + Aead.TAG_LENGTH);
    byte[] out = new byte[length + Aead.TAG_LENGTH];
    Aead aead = new Aead(Aead.Algorithm.AES_GCM, key.receiveKey(), key.receiveIv());
    assertThat(aead.open(in, header - authenticated, authenticated, length, out, 0)).isTrue();
    return Arrays.copyOf(out, length);
  }

  private static SessionId sessionId(Vector vector, String field) {
    return new SessionId(new ByteReader(vector.bytes(field)).u64());
  }

  @ParameterizedTest
  @MethodSource("keyMethods")
  void keyMethod2MessagesAreReadAndWrittenToTheSameBytes(Vector exchange)
      throws KeyMethodException {
    readsAndWrites(exchange.object("client_message"), TlsRole.CLIENT);
    readsAndWrites(exchange.object("server_message"), TlsRole.SERVER);
  }

  private static void readsAndWrites(Vector message, TlsRole sender) throws KeyMethodException {
    byte[] raw = message.bytes("raw");
    KeyMethod2 read = KeyMethod2.decode(new ByteReader(raw), sender).orElseThrow();

    assertThat(read.options() + "\0").isEqualTo(message.text("options"));
    assertThat(read.peerInfo()).isEqualTo(withoutNul(message.text("peer_info")));
    assertThat(read.username()).isEqualTo(withoutNul(message.text("username")));
    assertThat(read.encode()).isEqualTo(raw);
  }

  private static String withoutNul(String text) {
    return text.replace("\0", "");
  }

  @ParameterizedTest
  @MethodSource("keyMethods")
  void damagedMessagesAreIncompleteOrRefused(Vector exchange) {
    byte[] raw = exchange.object("client_message").bytes("raw");
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int readable = 0;
    for (int i = 0; i < 2_000; i++) {
      byte[] damaged = Arrays.copyOf(raw, random.nextInt(raw.length));
      if (damaged.length > 0) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
      }
      try {
        readable += KeyMethod2.decode(new ByteReader(damaged), TlsRole.CLIENT).isPresent() ? 1 : 0;
      } catch (KeyMethodException e) {
        assertThat(e.reason()).as("seed " + seed).isNotEmpty();
      }
    }
    assertThat(readable).as("seed " + seed).isLessThan(2_000);
  }
}
