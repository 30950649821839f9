// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.bytes.Bytes;
import dev.culvert.bytes.Secret;
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

  /** A captured packet with a fresh wrap for its receiver, and one that sends as its sender did. */
  @SuppressWarnings("ArrayRecordComponent")
  record Sample(String name, Vector packet, byte[] wire, StaticKey key, boolean plain) {
    ControlWrap receiver() {
      return plain ? new PlainWrap() : new TlsCryptWrap(key, sender().other(), 0);
    }

    ControlWrap senderAgain() {
      return plain ? new PlainWrap() : new TlsCryptWrap(key, sender(), unsigned(13), unsigned(9));
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
      return name;
    }
  }

  static List<Sample> samples() {
    Vector tlsCrypt = Vector.file("control-tls-crypt");
    StaticKey base = key(tlsCrypt.bytes("static_key"));
    StaticKey dynamic = base.xor(tlsCrypt.bytes("dynamic_ekm_output"));
    Stream<Sample> crypted =
        tlsCrypt.objects("packets").stream()
            .map(
                p ->
                    new Sample(
                        "tls-crypt " + p.number("n"),
                        p,
                        p.bytes("wire"),
                        p.number("key_id") == 0 ? base : dynamic,
                        false));
    Stream<Sample> plain =
        Vector.file("control-plain").objects("packets").stream()
            .map(p -> new Sample("plain", p, p.bytes("wire"), StaticKey.ZERO, true));
    Stream<Sample> others =
        Vector.file("dynamic-tls-crypt").objects("cases").stream()
            .flatMap(
                c ->
                    c.objects("packets_key_id_1").stream()
                        .map(
                            p ->
                                new Sample(
                                    "dynamic over " + c.text("initial_wrapping"),
                                    p,
                                    p.bytes("wire"),
                                    original(c).xor(c.bytes("exporter_output")),
                                    false)));
    return Stream.of(crypted, plain, others).flatMap(s -> s).toList();
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
    ControlWrap crypt = new TlsCryptWrap(StaticKey.ZERO, TlsRole.SERVER, 0);
    for (int i = 0; i < 20_000; i++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      assertThat(opens(crypt, noise)).as("seed " + seed).isFalse();
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
