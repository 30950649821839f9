// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdapterNamesTest {
  private final AdapterNames names = new AdapterNames(List.of("Ethernet", "Büro"));

  @Test
  void countsFromTwo() {
    assertThat(names.free()).isEqualTo("Culvert");
    assertThat(new AdapterNames(List.of("CULVERT")).free()).isEqualTo("Culvert 2");
    assertThat(new AdapterNames(List.of("Culvert", "Culvert 3", "culvert 2")).free())
        .isEqualTo("Culvert 4");
    assertThat(new AdapterNames(List.of("Culvert 2")).free()).isEqualTo("Culvert");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\", "/", ":", "*", "?", "\"", "<", ">", "|", "\t", "\u0000", "\u007f"})
  void refusesWhatWindowsForbids(String character) {
    assertThat(names.objection("a" + character + "b").orElseThrow())
        .contains("\\ / : * ? \" < > |");
  }

  @Test
  void refusesEmptyAndLongNames() {
    assertThat(names.objection("").orElseThrow()).contains("1 to 255");
    assertThat(names.objection("x".repeat(255))).isEmpty();
    assertThat(names.objection("x".repeat(256)).orElseThrow()).contains("1 to 255");
  }

  @Test
  void refusesATakenNameInAnyCase() {
    assertThat(names.objection("bÜRO").orElseThrow()).contains("\"bÜRO\" already");
    assertThat(names.objection("Büro 2")).isEmpty();
  }
}
