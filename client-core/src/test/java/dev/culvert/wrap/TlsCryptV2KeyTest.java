// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.bytes.Bytes;
import dev.culvert.bytes.Secret;
import dev.culvert.event.DropReason;
import dev.culvert.event.DroppedPacketException;
import dev.culvert.testing.Vector;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Key files that OpenVPN made, read, unwrapped and wrapped again; and what is none. */
class TlsCryptV2KeyTest {
  private static final Vector KEYS = Vector.file("key-files").object("tls_crypt_v2");
  private static final String SERVER = KEYS.object("server_key").text("text");
  private static final String CLIENT = KEYS.objects("client_keys").getFirst().text("text");

  @Test
  void aServerKeyIsRead() throws StaticKeyException {
    assertThat(TlsCryptV2ServerKey.parse("a comment\n" + SERVER).material().toArray())
        .isEqualTo(KEYS.object("server_key").bytes("bytes"));
  }

  @Test
  void clientKeysAreReadUnwrappedAndWrappedToTheSameBytes() throws StaticKeyException {
    TlsCryptV2ServerKey server = TlsCryptV2ServerKey.parse(SERVER);
    for (Vector each : KEYS.objects("client_keys")) {
      TlsCryptV2ClientKey client = TlsCryptV2ClientKey.parse(each.text("text"));
      assertThat(client.key().material().toArray()).isEqualTo(each.bytes("Kc"));
      assertThat(client.wrapped().toArray()).isEqualTo(each.bytes("WKc"));

      TlsCryptV2ServerKey.Unwrapped unwrapped = server.unwrap(each.bytes("WKc"));
      assertThat(unwrapped.key()).isEqualTo(client.key());
      assertThat(unwrapped.metadata().type()).isEqualTo((int) each.number("metadata_type"));
      assertThat(server.wrap(client.key(), unwrapped.metadata())).isEqualTo(client);
    }
  }

  @Test
  void metadataSaysWhatWasWritten() throws StaticKeyException {
    TlsCryptV2ServerKey server = TlsCryptV2ServerKey.parse(SERVER);
    List<Vector> keys = KEYS.objects("client_keys");

    assertThat(server.unwrap(keys.getFirst().bytes("WKc")).metadata().made())
        .contains(Instant.ofEpochSecond(keys.getFirst().number("metadata_value")));
    TlsCryptV2Metadata user = server.unwrap(keys.getLast().bytes("WKc")).metadata();
    assertThat(new String(user.value().toArray(), StandardCharsets.UTF_8))
        .isEqualTo(keys.getLast().text("metadata_value"));
    assertThat(user.made()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 733})
  void metadataOfEveryLengthComesBack(int length) {
    TlsCryptV2ServerKey server = serverKey(1);
    TlsCryptV2Metadata metadata =
        new TlsCryptV2Metadata(TlsCryptV2Metadata.USER, Bytes.copyOf(new byte[length]));

    TlsCryptV2ClientKey client = server.wrap(StaticKey.ZERO, metadata);

    assertThat(server.unwrap(client.wrapped().toArray()).metadata()).isEqualTo(metadata);
  }

  @Test
  void noMetadataIsAbsent() {
    TlsCryptV2ClientKey client = serverKey(1).wrap(StaticKey.ZERO, TlsCryptV2Metadata.ABSENT);

    assertThat(serverKey(1).unwrap(client.wrapped().toArray()).metadata())
        .isEqualTo(TlsCryptV2Metadata.ABSENT);
  }

  @Test
  void aTimestampThatCannotBeIsNone() {
    Bytes far = Bytes.ofHex("7fffffffffffffff");
    assertThat(new TlsCryptV2Metadata(TlsCryptV2Metadata.TIMESTAMP, far).made()).isEmpty();
    assertThat(new TlsCryptV2Metadata(TlsCryptV2Metadata.TIMESTAMP, far.slice(0, 4)).made())
        .isEmpty();
  }

  @Test
  void anotherServersKeyAndAChangedOneAreDropped() {
    byte[] wrapped =
        serverKey(1).wrap(StaticKey.ZERO, TlsCryptV2Metadata.ABSENT).wrapped().toArray();

    assertThat(reason(serverKey(2), wrapped)).isEqualTo(DropReason.WRAPPED_KEY_MISMATCH);
    for (int at = 0; at < wrapped.length; at++) {
      byte[] changed = wrapped.clone();
      changed[at] ^= 1;
      assertThat(reason(serverKey(1), changed)).isEqualTo(DropReason.WRAPPED_KEY_MISMATCH);
    }
    assertThat(reason(serverKey(1), new byte[10])).isEqualTo(DropReason.TRUNCATED);
  }

  @Test
  void filesThatAreNoneSayWhatIsMissing() {
    assertThatThrownBy(() -> TlsCryptV2ClientKey.parse(SERVER))
        .hasMessage("expected \"-----BEGIN OpenVPN tls-crypt-v2 client key-----\", found none");
    assertThatThrownBy(() -> TlsCryptV2ServerKey.parse(SERVER.replace("-----END", "----END")))
        .hasMessageContaining("found the end");
    assertThatThrownBy(() -> TlsCryptV2ServerKey.parse(withBody(SERVER, "AAAA")))
        .hasMessage("expected 128 bytes of key, found 3");
    assertThatThrownBy(() -> TlsCryptV2ClientKey.parse(withBody(CLIENT, "AAAA")))
        .hasMessageContaining("found 3 in all");
    assertThatThrownBy(() -> TlsCryptV2ClientKey.parse(withBody(CLIENT, "AA*A")))
        .hasMessage("expected base64, found something else");
  }

  @Test
  void damagedTextIsOnlyEverRefusedAndNoKeyIsInTheMessage() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder(CLIENT);
      text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(256));
      try {
        assertThat(TlsCryptV2ClientKey.parse(text.toString()).toString())
            .contains("secret of 256 B");
      } catch (StaticKeyException e) {
        assertThat(e.reason()).as("seed " + seed).startsWith("expected");
      }
    }
  }

  private static String withBody(String text, String body) {
    String name = text.contains("server") ? "server" : "client";
    return "-----BEGIN OpenVPN tls-crypt-v2 %s key-----\n%s\n-----END OpenVPN tls-crypt-v2 %s key-----\n"
        .formatted(name, body, name);
  }

  private static TlsCryptV2ServerKey serverKey(int fill) {
    byte[] key = new byte[128];
    key[0] = (byte) fill;
    key[64] = (byte) fill;
    return new TlsCryptV2ServerKey(Secret.copyOf(key));
  }

  private static DropReason reason(TlsCryptV2ServerKey key, byte[] wrapped) {
    try {
      key.unwrap(wrapped);
      throw new AssertionError("was unwrapped");
    } catch (DroppedPacketException e) {
      return e.reason();
    }
  }
}
