// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.culvert.bytes.Bytes;
import dev.culvert.event.DropReason;
import dev.culvert.event.DroppedPacketException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EarlyNegotiationTest {
  private static final EarlyNegotiation RESEND = new EarlyNegotiation(true);

  /** The bytes of a 2.6 server (control-tls-crypt-v2.json). */
  @Test
  void isWrittenAndReadAsByARealServer() {
    assertThat(RESEND.encode()).isEqualTo(Bytes.ofHex("000100020001"));
    assertThat(EarlyNegotiation.decode(Bytes.ofHex("000100020001"))).isEqualTo(RESEND);
    assertThat(EarlyNegotiation.NOTHING.encode()).isEqualTo(Bytes.EMPTY);
    assertThat(EarlyNegotiation.decode(Bytes.EMPTY)).isEqualTo(EarlyNegotiation.NOTHING);
  }

  @Test
  void otherFlagsAndTypesArePassedOver() {
    assertThat(EarlyNegotiation.decode(Bytes.ofHex("00010002fffe")))
        .isEqualTo(EarlyNegotiation.NOTHING);
    assertThat(EarlyNegotiation.decode(Bytes.ofHex("00070003aabbcc00010002ffff00080000")))
        .isEqualTo(RESEND);
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "0001", "000100", "00010002", "0001000200", "0001000101"})
  void aFieldCutShortIsMalformed(String hex) {
    assertThatExceptionOfType(DroppedPacketException.class)
        .isThrownBy(() -> EarlyNegotiation.decode(Bytes.ofHex(hex)))
        .matches(e -> e.reason() == DropReason.MALFORMED);
  }
}
