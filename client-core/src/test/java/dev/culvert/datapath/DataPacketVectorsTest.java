// SPDX-License-Identifier: Apache-2.0
package dev.culvert.datapath;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.bytes.Bytes;
import dev.culvert.driver.KeySlot;
import dev.culvert.driver.PacketBatch;
import dev.culvert.event.DropCounters;
import dev.culvert.event.DropReason;
import dev.culvert.event.DroppedPacketException;
import dev.culvert.wire.Opcode;
import dev.culvert.wire.PeerId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DataPacketVectorsTest {
  private static final int CAPACITY = 256;
  private static final int TAIL = 16;

  static List<Vectors.Packet> packets() {
    return Vectors.aead().packets();
  }

  @Test
  void thereAreVectorsForEveryKindOfPacket() {
    assertThat(packets()).hasSize(25);
  }

  @ParameterizedTest
  @MethodSource("packets")
  void aSealedPacketHasTheBytesOfTheCapture(Vectors.Packet vector) {
    KeySlots keys = new KeySlots(Samples::remembering);
    keys.install(KeySlot.PRIMARY, vector.sender(), vector.packetId());
    Sealing sealing = new Sealing(keys, new DropCounters(), InstalledKey::tunnelSeal);
    PacketBatch out = Batches.link(1, 1600);
    byte[] plain = vector.plain().toArray();

    assertThat(sealing.seal(plain, 0, plain.length, out, new PeerId(0), Samples.SILENT)).isTrue();

    assertThat(Bytes.copyOf(out.array(), out.offset(0), out.length(0))).isEqualTo(vector.wire());
  }

  @ParameterizedTest
  @MethodSource("packets")
  void aCapturedPacketOpensToItsPlaintextAndIsNotChanged(Vectors.Packet vector) {
    Receiver receiver = new Receiver(vector);
    byte[] in = receiver.framed(vector.wire().toArray());
    byte[] before = in.clone();

    assertThat(receiver.open(in, vector.wire().length())).isNull();

    assertThat(Bytes.copyOf(receiver.out, 0, vector.plain().length())).isEqualTo(vector.plain());
    assertThat(in).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("packets")
  void theSamePacketAgainIsAReplay(Vectors.Packet vector) {
    Receiver receiver = new Receiver(vector);

    assertThat(receiver.open(vector.wire().toArray())).isNull();
    assertThat(receiver.open(vector.wire().toArray())).isEqualTo(DropReason.REPLAYED);
  }

  @ParameterizedTest
  @MethodSource("packets")
  void everyTruncationIsADropThatChangesNothing(Vectors.Packet vector) {
    Receiver receiver = new Receiver(vector);
    byte[] wire = vector.wire().toArray();
    for (int length = 1; length < wire.length; length++) {
      DropReason reason = receiver.open(Bytes.copyOf(wire, 0, length).toArray());
      assertThat(reason)
          .as("%d of %d bytes", length, wire.length)
          .isEqualTo(length < 24 ? DropReason.TRUNCATED : DropReason.AEAD_MISMATCH);
    }
    assertThat(receiver.asked).isZero();
    assertThat(receiver.open(wire)).isNull();
  }

  @ParameterizedTest
  @MethodSource("packets")
  void everyChangedByteIsADropThatChangesNothing(Vectors.Packet vector) {
    Receiver receiver = new Receiver(vector);
    for (int at = 0; at < vector.wire().length(); at++) {
      byte[] wire = vector.wire().toArray();
      wire[at] ^= 1;
      assertThat(receiver.open(wire))
          .as("byte %d", at)
          .isEqualTo(at == 0 ? DropReason.NO_DATA_KEY : DropReason.AEAD_MISMATCH);
    }
    assertThat(receiver.asked).isZero();
    assertThat(receiver.open(vector.wire().toArray())).isNull();
  }

  @Test
  void aVersion1PacketAuthenticatesThePacketIdOnly() {
    Vectors.Packet vector = Vectors.aead().first("aes_256_gcm");
    KeySlots keys = new KeySlots(Samples::remembering);
    keys.install(KeySlot.PRIMARY, vector.sender(), 1);
    Sealing sealing = new Sealing(keys, new DropCounters(), InstalledKey::tunnelSeal);
    PacketBatch out = Batches.link(1, 1600);
    byte[] plain = vector.plain().toArray();
    sealing.seal(plain, 0, plain.length, out, PeerId.NONE, Samples.SILENT);
    byte[] wire = Bytes.copyOf(out.array(), out.offset(0), out.length(0)).toArray();

    assertThat(wire).hasSize(1 + 4 + 16 + plain.length).startsWith(0x30, 0, 0, 0, 1);
    Receiver receiver = new Receiver(vector);
    assertThat(receiver.open(wire)).isNull();
    assertThat(Bytes.copyOf(receiver.out, 0, plain.length)).isEqualTo(vector.plain());
  }

  @Test
  void pingAndExitAreMessagesAndIpPacketsAreNot() {
    Vectors vectors = Vectors.aead();
    assertThat(notice(vectors.first("ping"))).isEqualTo(Notice.PING);
    assertThat(notice(vectors.first("occ_exit"))).isEqualTo(Notice.EXIT);
    assertThat(notice(vectors.first("aes_128_gcm"))).isEqualTo(Notice.NONE);
  }

  private static Notice notice(Vectors.Packet vector) {
    return Notice.of(vector.plain().toArray(), 0, vector.plain().length());
  }

  /** The receiving half with one key, over a replay window that counts its calls. */
  private static final class Receiver {
    final byte[] out = new byte[CAPACITY];
    int asked;
    private final Opening opening;

    Receiver(Vectors.Packet vector) {
      ReplayCheck window = Samples.remembering();
      KeySlots keys =
          new KeySlots(
              () ->
                  (id, now) -> {
                    asked++;
                    return window.accept(id, now);
                  });
      keys.install(KeySlot.PRIMARY, vector.receiver(), 1);
      opening = new Opening(keys);
    }

    byte[] framed(byte[] wire) {
      byte[] framed = new byte[wire.length + TAIL];
      System.arraycopy(wire, 0, framed, 0, wire.length);
      return framed;
    }

    @Nullable DropReason open(byte[] wire) {
      return open(framed(wire), wire.length);
    }

    @Nullable DropReason open(byte[] framed, int length) {
      try {
        return opening.open(Opcode.of(framed[0]), framed, 0, length, out, 0, 0);
      } catch (DroppedPacketException e) {
        return e.reason();
      }
    }
  }
}
