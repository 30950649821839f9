// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.testing.Vector;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StaticKeyTest {
  private static final String TEXT =
      Vector.file("key-files").objects("static_key_v1").getFirst().text("text");

  @Test
  void readsTheKeyFilesThatOpenVpnMakes() throws StaticKeyException {
    for (Vector file : Vector.file("key-files").objects("static_key_v1")) {
      assertThat(StaticKey.parse(file.text("text")).material().toArray())
          .isEqualTo(file.bytes("bytes"));
    }
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> StaticKey.parse("nothing"))
        .hasMessage("expected \"-----BEGIN OpenVPN Static key V1-----\", found none");
    assertThatThrownBy(() -> StaticKey.parse(TEXT.replace("-----END", "-----end")))
        .hasMessageStartingWith("expected hex digits");
    assertThatThrownBy(() -> StaticKey.parse(TEXT.substring(0, TEXT.indexOf("-----END"))))
        .hasMessageContaining("found the end");
  }

  @Test
  void saysWhereADigitIsNone() {
    String[] lines = TEXT.split("\n", -1);
    int line = 5;
    lines[line - 1] = "xyz" + lines[line - 1].substring(3);

    assertThatThrownBy(() -> StaticKey.parse(String.join("\n", lines)))
        .isInstanceOfSatisfying(
            StaticKeyException.class, e -> assertThat(e.line()).isEqualTo(line));
  }

  @Test
  void aKeyOfAnotherLengthIsRefused() {
    String[] lines = TEXT.split("\n", -1);
    lines[5] = "";

    assertThatThrownBy(() -> StaticKey.parse(String.join("\n", lines)))
        .hasMessage("expected 256 bytes of key, found 240");
  }

  @Test
  void oneHalfIsEnoughForTlsAuthWithoutDirection() throws StaticKeyException {
    String[] lines = TEXT.split("\n", -1);
    String half =
        String.join("\n", List.of(lines).subList(0, 12))
            + "\n-----END OpenVPN Static key V1-----\n";

    byte[] whole = StaticKey.parse(TEXT).material().toArray();
    assertThat(StaticKey.parse(half, KeyDirection.BIDIRECTIONAL).material().toArray())
        .startsWith(Arrays.copyOf(whole, 128))
        .endsWith(new byte[128]);
    assertThatThrownBy(() -> StaticKey.parse(half, KeyDirection.NORMAL))
        .hasMessage("expected 256 bytes of key, found 128");
    assertThatThrownBy(() -> StaticKey.parse(half))
        .hasMessage("expected 256 bytes of key, found 128");
    assertThat(StaticKey.parse(half, KeyDirection.BIDIRECTIONAL).lacksCipherKey()).isTrue();
    assertThat(StaticKey.parse(TEXT).lacksCipherKey()).isFalse();
  }

  @Test
  void damagedTextIsOnlyEverRefused() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder(TEXT);
      text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(256));
      try {
        assertThat(StaticKey.parse(text.toString()).material().length()).isEqualTo(256);
      } catch (StaticKeyException e) {
        assertThat(e.reason()).as("seed " + seed).startsWith("expected");
      }
    }
  }
}
