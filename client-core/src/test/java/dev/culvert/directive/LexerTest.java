// SPDX-License-Identifier: Apache-2.0
package dev.culvert.directive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LexerTest {
  private static final String SAMPLE =
      "client\n<ca>\nA\n</ca>\nverb \"3\" # x\n<connection>\nremote a\n</connection>\nsetenv a\\ b 'c'\n";

  @Test
  void aBlockKeepsItsBytes() throws LexicalException {
    byte[] content = "<ca>\r\n # \u00e9\r\n\r\n</ca>\r\n".getBytes(StandardCharsets.ISO_8859_1);
    Line line = Lexer.lines("p", content).getFirst();
    assertThat(ProfileText.encode(String.valueOf(line.inline())))
        .isEqualTo(" # \u00e9\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void aLetterAcrossTheReferencesBufferStaysWhole() throws LexicalException {
    String body = "x".repeat(254) + "\u00e9" + "y".repeat(300) + "\n";
    byte[] content = ("<ca>\n" + body + "</ca>\n").getBytes(StandardCharsets.UTF_8);
    assertThat(Lexer.lines("p", content).getFirst().inline()).isEqualTo(body);
  }

  @Test
  void whatIsNoUtf8IsShownSafelyAndKept() throws LexicalException {
    Line line = Lexer.lines("p", new byte[] {'a', ' ', (byte) 0xE9, 'b'}).getFirst();
    assertThat(ProfileText.printable(line.args().getFirst())).isEqualTo("\\xE9b");
    assertThat(ProfileText.encode(line.args().getFirst())).containsExactly(0xE9, 'b');
  }

  @Test
  void controlsAndTurnsOfDirectionAreNotShown() {
    assertThat(ProfileText.printable("a\u001b[2J\u202eb")).isEqualTo("a?[2J?b");
    assertThat(ProfileText.printable("x".repeat(1000))).hasSize(63);
  }

  @Test
  void aLexerGoesOnAfterABadLine() throws LexicalException {
    Lexer lexer = Lexer.of("p", "a \"\n\nb\n".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(lexer::next).isInstanceOf(LexicalException.class);
    Line next = lexer.next().orElseThrow();
    assertThat(next.name()).isEqualTo("b");
    assertThat(next.source()).hasToString("p:3");
  }

  @Test
  void anyBytesComeBackFromText() {
    for (long seed = 0; seed < 2000; seed++) {
      byte[] bytes = new byte[new Random(seed).nextInt(64)];
      new Random(seed).nextBytes(bytes);
      String text = ProfileText.decode(bytes);
      assertThat(ProfileText.encode(text)).as("seed " + seed).isEqualTo(bytes);
      assertThat(ProfileText.size(text)).as("seed " + seed).isEqualTo(bytes.length);
    }
  }

  @Test
  void damagedTextEndsAndNamesRowsOfTheFile() {
    for (long seed = 0; seed < 5000; seed++) {
      Random random = new Random(seed);
      byte[] bytes = SAMPLE.getBytes(StandardCharsets.UTF_8);
      for (int i = random.nextInt(1, 8); i > 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      int rows = 1;
      for (byte b : bytes) {
        rows += b == '\n' ? 1 : 0;
      }
      for (Source source : sources(bytes)) {
        assertThat(source.lineNumber().orElseThrow()).as("seed " + seed).isBetween(1, rows);
      }
    }
  }

  private static List<Source> sources(byte[] content) {
    Lexer lexer = Lexer.of("p", content);
    List<Source> sources = new ArrayList<>();
    while (true) {
      try {
        Optional<Line> line = lexer.next();
        if (line.isEmpty()) {
          return sources;
        }
        sources.add(line.get().source());
      } catch (LexicalException e) {
        sources.add(e.finding().source());
      }
    }
  }
}
