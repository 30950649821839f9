// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdapterNamesTest {
  @Test
  void countsFromTwo() {
    assertThat(AdapterNames.free(List.of())).isEqualTo("Culvert");
    assertThat(AdapterNames.free(List.of("CULVERT"))).isEqualTo("Culvert 2");
    assertThat(AdapterNames.free(List.of("Culvert", "Culvert 3", "culvert 2")))
        .isEqualTo("Culvert 4");
    assertThat(AdapterNames.free(List.of("Culvert 2"))).isEqualTo("Culvert");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\", "/", ":", "*", "?", "\"", "<", ">", "|", "\t", "\u0000", "\u007f"})
  void refusesWhatWindowsForbids(String character) {
    assertThat(objection("a" + character + "b").orElseThrow()).contains("\\/:*?\"<>|");
  }

  @Test
  void refusesEmptyAndLongNames() {
    assertThat(objection("").orElseThrow()).contains("1 to 255");
    assertThat(objection("x".repeat(255))).isEmpty();
    assertThat(objection("x".repeat(256)).orElseThrow()).contains("1 to 255");
  }

  @Test
  void refusesATakenNameInAnyCase() {
    assertThat(objection("bÜRO").orElseThrow()).contains("already");
    assertThat(objection("Büro 2")).isEmpty();
  }

  private static Optional<String> objection(String name) {
    return AdapterNames.objection(name, List.of("Ethernet", "Büro"));
  }
}
