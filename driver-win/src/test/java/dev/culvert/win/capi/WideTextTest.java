// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WideTextTest {
  @Test
  void aListHasTwoTerminators() {
    assertThat(WideText.multi("aé")).containsExactly('a', 0, 0xe9, 0, 0, 0, 0, 0);
  }

  @Test
  void readsListsWithAndWithoutTerminators() {
    assertThat(WideText.list(wide("a\0bc\0\0"))).containsExactly("a", "bc");
    assertThat(WideText.list(wide("a\0bc"))).containsExactly("a", "bc");
    assertThat(WideText.list(wide("a\0\0left over\0\0"))).containsExactly("a");
    assertThat(WideText.list(wide("\0\0"))).isEmpty();
    assertThat(WideText.list(new byte[0])).isEmpty();
  }

  @Test
  void readsTextsWithAndWithoutTerminator() {
    assertThat(WideText.first(wide("name\0left over"))).isEqualTo("name");
    assertThat(WideText.first(wide("name"))).isEqualTo("name");
    assertThat(WideText.first(new byte[0])).isEmpty();
  }

  private static byte[] wide(String text) {
    return text.getBytes(StandardCharsets.UTF_16LE);
  }
}
