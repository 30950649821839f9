// SPDX-License-Identifier: Apache-2.0
package dev.culvert.directive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What OpenVPN 2.6.14 takes and refuses, comments included. */
class LineLengthTest {
  @ParameterizedTest
  @CsvSource({"253, true", "254, true", "253, false", "254, false", "255, false"})
  void aLineOfSoManyBytesIsTaken(int length, boolean ended) throws Exception {
    byte[] text = ("#".repeat(length) + (ended ? "\nclient" : "")).getBytes(US_ASCII);

    assertThat(Lexer.lines("x", text)).hasSize(ended ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({"255, true", "256, true", "256, false", "600, false"})
  void aLongerOneIsRefused(int length, boolean ended) {
    byte[] text = ("client\n" + "#".repeat(length) + (ended ? "\nclient" : "")).getBytes(US_ASCII);

    assertThatThrownBy(() -> Lexer.lines("x", text))
        .isInstanceOfSatisfying(
            LexicalException.class,
            e -> assertThat(e.finding().source()).isEqualTo(new Source.FileLine("x", 2)));
  }
}
