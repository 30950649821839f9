// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.driver.CompressionFraming;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompressionTest {
  @ParameterizedTest
  @CsvSource({
    "comp-lzo no, BYTE, false",
    "comp-lzo, BYTE, true",
    "comp-lzo adaptive, BYTE, true",
    "compress, SWAP, false",
    "compress stub, SWAP, false",
    "compress stub-v2, ESCAPE, false",
    "compress lzo, BYTE, true",
    "compress lz4, SWAP, true",
    "compress lz4-v2, ESCAPE, true",
    "compress migrate, NONE, false",
  })
  void eachLineHasItsFraming(String line, CompressionFraming framing, boolean compresses) {
    PushedOptions pushed = PushedOptions.parse(List.of(line));

    assertThat(pushed.notices()).isEmpty();
    assertThat(pushed.framing()).contains(framing);
    assertThat(pushed.compresses()).isEqualTo(compresses);
  }

  @Test
  void theLaterLineCountsAndNoneIsNone() {
    assertThat(PushedOptions.parse(List.of("compress lz4", "comp-lzo no")).compresses()).isFalse();
    assertThat(PushedOptions.parse(List.of("comp-lzo no", "compress lz4")).framing())
        .contains(CompressionFraming.SWAP);
    assertThat(PushedOptions.parse(List.of("ping 1")).framing()).isEqualTo(Optional.empty());
  }
}
