// SPDX-License-Identifier: Apache-2.0
package dev.culvert.datapath;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.bytes.Bytes;
import dev.culvert.bytes.Secret;
import dev.culvert.crypto.Aead;
import dev.culvert.crypto.EpochSecret;
import dev.culvert.event.DropReason;
import dev.culvert.testing.Vector;
import dev.culvert.wire.PeerId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A captured conversation of two epoch ends through four epochs, held again at either end. */
class EpochVectorsTest {
  private static final Vector FILE = Vector.file("data-epoch");
  private static final List<Vector> PACKETS = FILE.objects("packets");

  /** One end of a key. */
  private static final class End {
    final EpochIds ids;
    final EpochSealing sealing;
    final EpochOpening opening;
    final byte[] out = new byte[512];

    End(String sends, long limit) {
      ids = new EpochIds(limit);
      sealing = new EpochSealing(0, Aead.Algorithm.AES_GCM, 32, first(sends), ids);
      opening =
          new EpochOpening(
              Aead.Algorithm.AES_GCM,
              32,
              first(sends.equals("c2s") ? "s2c" : "c2s"),
              Samples::remembering,
              ids);
    }

    byte[] seal(byte[] plain, PeerId to) {
      byte[] packet = new byte[plain.length + EpochSealing.OVERHEAD];
      assertThat(sealing.seal(plain, 0, plain.length, to, packet, 0)).isTrue();
      return packet;
    }

    @Nullable DropReason open(byte[] wire) {
      return opening.open(wire, 0, wire.length, out, 0, 1);
    }
  }

  private static EpochSecret first(String direction) {
    int at = direction.equals("c2s") ? 0 : 128;
    return new EpochSecret(Secret.copyOf(FILE.bytes("key_block_256"), at, EpochSecret.LENGTH));
  }

  @ParameterizedTest
  @ValueSource(strings = {"c2s", "s2c"})
  void theConversationIsHeldWithTheSameBytes(String ours) {
    End end = new End(ours, EpochIds.AES_GCM_LIMIT);
    int followed = 0;
    for (Vector packet : PACKETS) {
      byte[] wire = packet.bytes("wire");
      byte[] plain = packet.bytes("plaintext");
      int epoch = (int) packet.number("epoch");
      if (packet.text("direction").equals(ours)) {
        if (end.ids.epoch() < epoch) {
          end.ids.advance(end.ids.epoch());
        }
        PeerId to = new PeerId((int) Long.parseLong(packet.text("wire").substring(2, 8), 16));
        assertThat(end.seal(plain, to)).isEqualTo(wire);
      } else {
        int before = end.ids.epoch();
        assertThat(end.open(wire)).isNull();
        assertThat(Bytes.copyOf(end.out, 0, plain.length)).isEqualTo(Bytes.copyOf(plain));
        assertThat(end.opening.epoch()).isEqualTo(epoch);
        followed += end.ids.epoch() - before;
      }
    }
    assertThat(followed).as("epochs that the peer began").isPositive();
    assertThat(end.ids.epoch()).isEqualTo(4);
  }

  @Test
  void aPacketIsTakenOnceAndDamagedNever() {
    for (Vector packet : PACKETS) {
      byte[] wire = packet.bytes("wire");
      End end = new End(packet.text("direction").equals("c2s") ? "s2c" : "c2s", 1000);
      for (int at = 1; at < wire.length; at++) {
        byte[] changed = wire.clone();
        changed[at] ^= 1;
        assertThat(end.open(changed)).as("byte " + at).isNotNull();
        assertThat(end.open(Bytes.copyOf(wire, 0, at).toArray())).as("cut to " + at).isNotNull();
      }
      assertThat(end.opening.epoch()).as("nothing of that moved the epoch").isEqualTo(1);
      assertThat(end.open(wire)).isNull();
      assertThat(end.open(wire)).isEqualTo(DropReason.REPLAYED);
    }
  }

  @Test
  void aWornKeyIsLeftAndThePeerFollows() {
    End client = new End("c2s", 10);
    End server = new End("s2c", 10);
    PeerId id = new PeerId(1);
    for (int i = 0; i < 60; i++) {
      byte[] plain = {(byte) i};
      assertThat(server.open(client.seal(plain, id))).isNull();
      assertThat(client.open(server.seal(plain, id))).isNull();
      assertThat(Math.abs(client.ids.epoch() - server.ids.epoch())).isLessThanOrEqualTo(1);
    }
    assertThat(client.ids.epoch()).isGreaterThan(5);
  }

  @Test
  void anEndThatOnlyReceivesMakesThePeerLeaveAWornKey() {
    End sender = new End("c2s", EpochIds.NO_LIMIT);
    End receiver = new End("s2c", 10);
    for (int i = 0; i < 10; i++) {
      receiver.open(sender.seal(new byte[1], new PeerId(1)));
    }
    assertThat(receiver.ids.epoch()).isEqualTo(2);

    assertThat(sender.open(receiver.seal(new byte[1], new PeerId(1)))).isNull();

    assertThat(sender.ids.epoch()).isEqualTo(2);
  }

  @Test
  void latePacketsOfTheEpochBeforeAreTakenAndThoseBeforeThatAreNot() {
    End sender = new End("c2s", EpochIds.NO_LIMIT);
    End receiver = new End("s2c", EpochIds.NO_LIMIT);
    byte[] first = sender.seal(new byte[1], new PeerId(1));
    sender.ids.advance(1);
    byte[] second = sender.seal(new byte[1], new PeerId(1));
    sender.ids.advance(2);
    byte[] third = sender.seal(new byte[1], new PeerId(1));

    assertThat(receiver.open(third)).isNull();
    assertThat(receiver.open(second)).as("it was never in use").isEqualTo(DropReason.NO_DATA_KEY);
    assertThat(receiver.open(first)).isNull();
  }

  @Test
  void noEndRunsFurtherAheadThanAPeerCanFollowAndTheNextKeyIsAskedForOnce() {
    End sender = new End("c2s", 1);
    for (int i = 0; i < 50; i++) {
      sender.seal(new byte[1], new PeerId(1));
    }
    assertThat(sender.ids.epoch()).isEqualTo(5);
    assertThat(sender.ids.mustTell()).isTrue();
    assertThat(sender.ids.mustTell()).isFalse();
  }

  @Test
  void epochsOutOfReachAreNotTried() {
    End receiver = new End("s2c", EpochIds.NO_LIMIT);
    byte[] wire = PACKETS.getFirst().bytes("wire");
    for (int epoch : new int[] {0, 2 + EpochOpening.FUTURE_KEYS, 0xffff}) {
      wire[4] = (byte) (epoch >>> 8);
      wire[5] = (byte) epoch;
      assertThat(receiver.open(wire)).isEqualTo(DropReason.NO_DATA_KEY);
    }
    wire[4] = 0;
    wire[5] = 1 + EpochOpening.FUTURE_KEYS;
    assertThat(receiver.open(wire)).isEqualTo(DropReason.AEAD_MISMATCH);
  }
}
