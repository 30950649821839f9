// SPDX-License-Identifier: Apache-2.0
package dev.culvert.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.bytes.Bytes;
import dev.culvert.driver.PacketBatch;
import dev.culvert.driver.TransportLostException;
import dev.culvert.testing.Vector;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {
  private static final int ROOM = 2048;

  @Test
  void everyFrameOfARealPeerIsTakenAndMadeAgain() throws TransportLostException {
    for (Vector frame : Vector.file("tcp-framing").objects("frames")) {
      byte[] stream = frame.bytes("stream_bytes");
      PacketBatch batch = new PacketBatch(1, ROOM, 0);
      ByteBuffer in = ByteBuffer.wrap(stream);
      Frames.take(in, batch);

      assertThat(in.hasRemaining()).isFalse();
      assertThat(batch.length(0)).isEqualTo((int) frame.number("length"));
      ByteBuffer out = ByteBuffer.allocate(stream.length);
      assertThat(Frames.put(out, batch.array(), batch.offset(0), batch.length(0))).isTrue();
      assertThat(out.array()).isEqualTo(stream);
    }
  }

  /** The seed of a failure is in its name. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void howTheStreamIsCutMakesNoDifference(long seed) throws TransportLostException {
    Random random = new Random(seed);
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    List<Bytes> expected = new ArrayList<>();
    for (Vector frame : Vector.file("tcp-framing").objects("frames")) {
      byte[] bytes = frame.bytes("stream_bytes");
      stream.writeBytes(bytes);
      expected.add(Bytes.copyOf(Arrays.copyOfRange(bytes, Frames.HEADER, bytes.length)));
    }
    byte[] all = stream.toByteArray();
    PacketBatch batch = new PacketBatch(2, ROOM, 0);
    ByteBuffer in = ByteBuffer.allocate(1 << 17).flip();
    List<Bytes> found = new ArrayList<>();
    for (int at = 0; at < all.length || in.remaining() > 1; ) {
      int cut = Math.min(all.length - at, random.nextInt(1, 700));
      in.compact().put(all, at, cut).flip();
      at += cut;
      batch.clear();
      Frames.take(in, batch);
      for (int i = 0; i < batch.count(); i++) {
        found.add(
            Bytes.copyOf(
                Arrays.copyOfRange(
                    batch.array(), batch.offset(i), batch.offset(i) + batch.length(i))));
      }
    }

    assertThat(found).isEqualTo(expected);
    assertThat(in.hasRemaining()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, ROOM + 1, Frames.LONGEST})
  void aLengthThatCannotBeEndsTheStreamWithItsNumber(int length) {
    PacketBatch batch = new PacketBatch(1, ROOM, 0);
    ByteBuffer in = ByteBuffer.wrap(new byte[] {(byte) (length >> 8), (byte) length});

    assertThatThrownBy(() -> Frames.take(in, batch))
        .isInstanceOf(TransportLostException.class)
        .hasMessage("the stream holds a packet of " + length + " bytes where 1..2048 are possible");
  }

  @Test
  void halfAHeaderAndHalfAPacketAreLeftWhereTheyAre() throws TransportLostException {
    PacketBatch batch = new PacketBatch(1, ROOM, 0);
    ByteBuffer half = ByteBuffer.wrap(new byte[] {0});
    ByteBuffer packet = ByteBuffer.wrap(new byte[] {0, 2, 7});
    Frames.take(half, batch);
    Frames.take(packet, batch);

    assertThat(batch.count()).isZero();
    assertThat(half.position() + packet.position()).isZero();
  }

  @Test
  void whatDoesNotFitIsNotPutAtAll() {
    ByteBuffer out = ByteBuffer.allocate(4);

    assertThat(Frames.put(out, new byte[3], 0, 3)).isFalse();
    assertThat(out.position()).isZero();
    assertThat(Frames.put(out, new byte[] {9, 8}, 0, 2)).isTrue();
    assertThat(out.array()).containsExactly(0, 2, 9, 8);
  }
}
