// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.bytes.Bytes;
import dev.culvert.bytes.Secret;
import dev.culvert.crypto.HmacDigest;
import dev.culvert.event.DroppedPacketException;
import dev.culvert.testing.Vector;
import dev.culvert.time.Moment;
import dev.culvert.wire.ControlPacket;
import dev.culvert.wire.TlsRole;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Captured control packets, opened and wrapped again to the same bytes, and damaged in every way.
 */
class ControlVectorsTest {
  private static final Moment NOW = new Moment(1);

  /** How a wrap is made: whose it is, with the time and the replay id of its first packet. */
  interface Wrapping {
    ControlWrap make(TlsRole role, long unixSeconds, long firstReplayId);
  }

  /**
   * A captured packet.
   *
   * @param replayAt where the replay id is, before the time
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Sample(String name, Vector packet, byte[] wire, int replayAt, Wrapping wrapping) {
    static Sample of(String name, Vector packet, int replayAt, Wrapping wrapping) {
      return new Sample(name, packet, packet.bytes("wire"), replayAt, wrapping);
    }

    /** A fresh wrap of the packet's receiver. */
    ControlWrap receiver() {
      return wrapping.make(sender().other(), 0, 1);
    }

    /** One that sends as the packet's sender did. */
    ControlWrap senderAgain() {
      return plain()
          ? new PlainWrap()
          : wrapping.make(sender(), unsigned(replayAt + 4), unsigned(replayAt));
    }

    boolean plain() {
      return name.equals("plain");
    }

    private long unsigned(int at) {
      long value = 0;
      for (int i = 0; i < 4; i++) {
        value = (value << 8) | (wire[at + i] & 0xff);
      }
      return value;
    }

    TlsRole sender() {
      return packet.text("direction").equals("c2s") ? TlsRole.CLIENT : TlsRole.SERVER;
    }

    @Override
    public String toString() {
      return name + " " + packet.text("opcode");
    }
  }

  static List<Sample> samples() {
    return Stream.of(plain(), tlsCrypt(), tlsAuth(), tlsCryptV2(), dynamicTlsCrypt())
        .flatMap(s -> s)
        .toList();
  }

  private static Stream<Sample> plain() {
    return Vector.file("control-plain").objects("packets").stream()
        .map(p -> Sample.of("plain", p, 0, (role, time, id) -> new PlainWrap()));
  }

  private static Stream<Sample> tlsCrypt() {
    Vector file = Vector.file("control-tls-crypt");
    StaticKey base = key(file.bytes("static_key"));
    StaticKey dynamic = base.xor(file.bytes("dynamic_ekm_output"));
    return file.objects("packets").stream()
        .map(
            p ->
                Sample.of(
                    "tls-crypt " + p.number("n"),
                    p,
                    9,
                    crypt(p.number("key_id") == 0 ? base : dynamic)));
  }

  private static Stream<Sample> tlsAuth() {
    StaticKey key =
        key(Vector.file("key-files").objects("static_key_v1").getFirst().bytes("bytes"));
    Vector file = Vector.file("control-tls-auth");
    return Stream.of("sha1_direction", "sha256_bidirectional")
        .map(file::object)
        .flatMap(
            each -> {
              HmacDigest digest = HmacDigest.named(each.text("digest")).orElseThrow();
              KeyDirection client =
                  each.has("client_key_direction")
                      ? KeyDirection.INVERSE
                      : KeyDirection.BIDIRECTIONAL;
              return each.objects("packets").stream()
                  .map(
                      p ->
                          Sample.of(
                              "tls-auth " + digest,
                              p,
                              9 + digest.length(),
                              (role, time, id) ->
                                  new TlsAuthWrap(
                                      key,
                                      role == TlsRole.CLIENT ? client : client.other(),
                                      digest,
                                      time,
                                      id)));
            });
  }

  private static Stream<Sample> tlsCryptV2() {
    Vector keys = Vector.file("key-files").object("tls_crypt_v2");
    Vector file = Vector.file("control-tls-crypt-v2");
    return Stream.of("v26_force_cookie", "master_default")
        .flatMap(
            name -> {
              Vector client =
                  keys.objects("client_keys").get(name.equals("v26_force_cookie") ? 0 : 1);
              return file.objects(name).stream()
                  .map(
                      p ->
                          Sample.of(
                              "tls-crypt-v2 " + name + " " + p.number("n"),
                              p,
                              9,
                              cryptV2(keys.object("server_key"), client, p)));
            });
  }

  /** A server has the client's key from an earlier packet when a packet does not bring it. */
  private static Wrapping cryptV2(Vector serverKey, Vector client, Vector packet) {
    try {
      TlsCryptV2ServerKey server = TlsCryptV2ServerKey.parse(serverKey.text("text"));
      TlsCryptV2ClientKey key = TlsCryptV2ClientKey.parse(client.text("text"));
      boolean brings = packet.number("wkc_length") > 0;
      return (role, time, id) -> {
        if (role == TlsRole.CLIENT) {
          return new TlsCryptV2ClientWrap(key, time, id);
        }
        return brings
            ? new TlsCryptV2ServerWrap(server, time, id)
            : new TlsCryptWrap(key.key(), role, time, id);
      };
    } catch (StaticKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Stream<Sample> dynamicTlsCrypt() {
    return Vector.file("dynamic-tls-crypt").objects("cases").stream()
        .flatMap(
            c ->
                c.objects("packets_key_id_1").stream()
                    .map(
                        p ->
                            Sample.of(
                                "dynamic over " + c.text("initial_wrapping"),
                                p,
                                9,
                                crypt(original(c).xor(c.bytes("exporter_output"))))));
  }

  private static Wrapping crypt(StaticKey key) {
    return (role, time, id) -> new TlsCryptWrap(key, role, time, id);
  }

  private static StaticKey original(Vector dynamic) {
    return dynamic.has("original_key") ? key(dynamic.bytes("original_key")) : StaticKey.ZERO;
  }

  private static StaticKey key(byte[] bytes) {
    return StaticKey.of(Secret.copyOf(bytes));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void opensToWhatWasCapturedAndWrapsToTheSameBytes(Sample sample) {
    ControlPacket packet = sample.receiver().open(sample.wire(), NOW);

    if (sample.packet().has("control")) {
      Vector control = sample.packet().object("control");
      assertThat(packet.acks().packetIds().stream().map(String::valueOf).toList())
          .isEqualTo(control.texts("acks"));
      if (control.has("packet_id")) {
        assertThat(packet.packetId()).isEqualTo(control.number("packet_id"));
        assertThat(packet.payload()).isEqualTo(Bytes.copyOf(control.bytes("payload")));
      }
    }
    assertThat("P_" + packet.opcode()).isEqualTo(sample.packet().text("opcode"));
    assertThat(sample.senderAgain().wrap(packet)).isEqualTo(sample.wire());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aPacketCutShortAnywhereIsDroppedAndTheWholeOneIsTakenOnceAfterwards(Sample sample) {
    ControlWrap wrap = sample.receiver();

    for (int length = 0; length < sample.wire().length; length++) {
      byte[] cut = Arrays.copyOf(sample.wire(), length);
      // Without protection a cut payload is another packet; nothing but a drop may be thrown.
      assertThat(!opens(wrap, cut) || sample.plain()).as("cut to " + length).isTrue();
    }

    assertThat(opens(wrap, sample.wire())).isTrue();
    assertThat(opens(wrap, sample.wire())).as("again").isEqualTo(sample.plain());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aPacketWithAnyByteChangedIsDroppedWithoutATrace(Sample sample) {
    ControlWrap wrap = sample.receiver();

    for (int at = 0; at < sample.wire().length; at++) {
      byte[] changed = sample.wire().clone();
      changed[at] ^= 0x55;
      assertThat(!opens(wrap, changed) || sample.plain()).as("byte " + at).isTrue();
    }

    assertThat(opens(wrap, sample.wire())).isTrue();
  }

  @Test
  void randomBytesAreOnlyEverDropped() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<ControlWrap> wraps =
        List.of(
            new TlsCryptWrap(StaticKey.ZERO, TlsRole.SERVER, 0, 1),
            new TlsAuthWrap(StaticKey.ZERO, KeyDirection.NORMAL, HmacDigest.SHA1, 0, 1),
            new TlsCryptV2ServerWrap(new TlsCryptV2ServerKey(Secret.copyOf(new byte[128])), 0, 1));
    for (int i = 0; i < 20_000; i++) {
      byte[] noise = new byte[random.nextInt(600)];
      random.nextBytes(noise);
      for (ControlWrap wrap : wraps) {
        assertThat(opens(wrap, noise)).as("seed " + seed).isFalse();
      }
      opens(new PlainWrap(), noise);
    }
  }

  private static boolean opens(ControlWrap wrap, byte[] datagram) {
    try {
      wrap.open(datagram, NOW);
      return true;
    } catch (DroppedPacketException e) {
      return false;
    }
  }
}
