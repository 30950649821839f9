// SPDX-License-Identifier: Apache-2.0
package dev.culvert.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteWriterTest {
  @Test
  void growsByNumbers() {
    byte[] written = new ByteWriter(1).u8(1).u8(2).u16(0x0304).u64(0x05060708090a0b0cL).toArray();

    assertThat(written).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
  }

  @Test
  void growsByBytes() {
    Bytes bytes = Bytes.ofHex("0203");

    assertThat(new ByteWriter(1).u8(1).bytes(bytes).bytes(bytes.toArray()).toBytes())
        .isEqualTo(Bytes.ofHex("0102030203"));
  }
}
