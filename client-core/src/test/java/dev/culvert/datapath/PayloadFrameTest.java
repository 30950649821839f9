// SPDX-License-Identifier: Apache-2.0
package dev.culvert.datapath;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.bytes.Bytes;
import dev.culvert.driver.CompressionFraming;
import dev.culvert.event.DropReason;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PayloadFrameTest {
  private static final int AT = 8;
  private static final int ROOM = 2000;

  /** 1400 bytes of zero by liblzo2 2.10 and liblz4 1.9, and text that repeats itself. */
  private static final String LZO_ZEROS =
      "0200000000002000000000004810000c000000000000000000000000000000110000";

  private static final String LZ4_ZEROS = "1f000100ffffffffff64500000000000";
  private static final String LZO_LINES =
      "00126c696e652030206f66206120746578742074686174207361797320616761696e20616e64c501"
          + "7765036970030169643b208107312017e100342017e100392017e20031362017e60032352017e500"
          + "332018cd013420189d0336201869053820183607313020190509322019d501342018aa0331362018"
          + "7e05313920185107322019260932352019d501382018ae03333220188605333620185d0734201936"
          + "0934342019d501382018ae033532200384050d6e207768617420697420736169643b20110000";

  private static final String LZ4_LINES =
      "f3156c696e652030206f66206120746578742074686174207361797320616761696e20616e640a00"
          + "10771a0010691d004169643b2039001f313900251f343900251f393900252f31363a00252f32353a"
          + "00251f337400261f34e800261f365b01261f38ce01262f31304202271f327600271f34eb00262f31"
          + "366001262f3139d501261f324a02272f32357600271f38ec00262f33326201262f3336d801261f34"
          + "4e02272f34347600271f38ec00262f353262011c506169643b20";

  private final byte[] array = new byte[AT + ROOM + 16];
  private final PayloadFrame frame = new PayloadFrame(1602);

  static List<Vectors.Packet> packets() {
    return Vectors.framing().packets();
  }

  @Test
  void thereAreVectorsOfBothFramings() {
    assertThat(packets()).hasSize(6);
  }

  @ParameterizedTest
  @MethodSource("packets")
  void theFrameIsThatOfTheCapture(Vectors.Packet vector) {
    CompressionFraming framing =
        vector.name().startsWith("comp-lzo") ? CompressionFraming.BYTE : CompressionFraming.ESCAPE;
    int lead = framing.overhead();
    Bytes payload = vector.plain().slice(lead, vector.plain().length() - lead);

    assertThat(framed(framing, payload)).isEqualTo(vector.plain());
    assertThat(unframed(framing, false, vector.plain())).isNull();
    assertThat(found()).isEqualTo(payload);
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, 45000054, 45000054",
    "BYTE, 45000054, fa45000054",
    "SWAP, 45000054, fb00005445",
    "SWAP, 45, fb45",
    "ESCAPE, 45000054, 45000054",
    "ESCAPE, 50000054, 500050000054",
    "ESCAPE, 50, 500050",
  })
  void everyFramingGoesBothWays(CompressionFraming framing, String payload, String wire) {
    assertThat(framed(framing, Bytes.ofHex(payload))).isEqualTo(Bytes.ofHex(wire));
    assertThat(unframed(framing, false, Bytes.ofHex(wire))).isNull();
    assertThat(found()).isEqualTo(Bytes.ofHex(payload));
  }

  @ParameterizedTest
  @CsvSource({
    "BYTE, 45, MALFORMED",
    "BYTE, 66110000, COMPRESSED",
    "SWAP, fa45, MALFORMED",
    "SWAP, 69450030, COMPRESSED",
    "ESCAPE, 50, TRUNCATED",
    "ESCAPE, 5002, MALFORMED",
    "ESCAPE, 5001, COMPRESSED",
  })
  void whatIsNotAllowedIsADropWithItsReason(
      CompressionFraming framing, String wire, DropReason reason) {
    assertThat(unframed(framing, false, Bytes.ofHex(wire))).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({"BYTE, 66, " + LZO_ZEROS, "ESCAPE, 5001, " + LZ4_ZEROS})
  void compressedPayloadsAreOpenedWhereThatIsAllowed(
      CompressionFraming framing, String head, String block) {
    assertThat(unframed(framing, true, Bytes.ofHex(head + block))).isNull();
    assertThat(found()).isEqualTo(Bytes.copyOf(new byte[1400]));
  }

  @Test
  void aSwappedBlockHasItsFirstByteAtTheEnd() {
    String swapped = "69" + LZ4_ZEROS.substring(2) + LZ4_ZEROS.substring(0, 2);

    assertThat(unframed(CompressionFraming.SWAP, true, Bytes.ofHex(swapped))).isNull();
    assertThat(found()).isEqualTo(Bytes.copyOf(new byte[1400]));
  }

  @Test
  void whatDoesNotFitIsNoBlock() {
    byte[] lzo = Bytes.ofHex(LZO_ZEROS).toArray();
    byte[] lz4 = Bytes.ofHex(LZ4_ZEROS).toArray();
    byte[] out = new byte[1400];
    for (int bound = 0; bound < out.length; bound++) {
      assertThat(LzoBlock.decompress(lzo, 0, lzo.length, out, bound)).isEqualTo(-1);
      assertThat(Lz4Block.decompress(lz4, 0, lz4.length, out, bound)).isEqualTo(-1);
    }
    assertThat(LzoBlock.decompress(lzo, 0, lzo.length, out, 1400)).isEqualTo(1400);
    for (int length = 0; length < lzo.length; length++) {
      assertThat(LzoBlock.decompress(lzo, 0, length, out, 1400)).isEqualTo(-1);
    }
  }

  @Test
  void textComesBack() {
    byte[] lzo = Bytes.ofHex(LZO_LINES).toArray();
    byte[] lz4 = Bytes.ofHex(LZ4_LINES).toArray();
    byte[] out = new byte[2000];
    byte[] text = lines();

    assertThat(LzoBlock.decompress(lzo, 0, lzo.length, out, out.length)).isEqualTo(text.length);
    assertThat(Arrays.copyOf(out, text.length)).isEqualTo(text);
    Arrays.fill(out, (byte) 0);
    assertThat(Lz4Block.decompress(lz4, 0, lz4.length, out, out.length)).isEqualTo(text.length);
    assertThat(Arrays.copyOf(out, text.length)).isEqualTo(text);
  }

  /** Hostile blocks: whatever stands in them, nothing is read or written out of bounds. */
  @Test
  void randomBlocksNeverLeaveTheirBounds() {
    Random random = new Random(20261124);
    byte[] out = new byte[300];
    int opened = 0;
    for (int i = 0; i < 200_000; i++) {
      byte[] block = new byte[random.nextInt(1, 40)];
      random.nextBytes(block);
      opened += Math.max(0, Math.min(1, LzoBlock.decompress(block, 0, block.length, out, 200)));
      opened += Math.max(0, Math.min(1, Lz4Block.decompress(block, 0, block.length, out, 200)));
      for (int at = 200; at < out.length; at++) {
        assertThat(out[at]).isZero();
      }
    }
    assertThat(opened).isPositive();
  }

  private static byte[] lines() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 24; i++) {
      text.append("line ")
          .append(i * i)
          .append(" of a text that says again and again what it said; ");
    }
    return text.toString().getBytes(US_ASCII);
  }

  private Bytes framed(CompressionFraming framing, Bytes payload) {
    payload.copyTo(array, AT);
    int start = PayloadFrame.start(framing, array, AT, payload.length());
    int length = PayloadFrame.frame(framing, array, start, AT, payload.length());
    return Bytes.copyOf(array, start, length);
  }

  private @Nullable DropReason unframed(
      CompressionFraming framing, boolean decompress, Bytes wire) {
    wire.copyTo(array, AT);
    return frame.unframe(framing, decompress, array, AT, wire.length(), ROOM);
  }

  private Bytes found() {
    return Bytes.copyOf(array, frame.offset(), frame.length());
  }
}
