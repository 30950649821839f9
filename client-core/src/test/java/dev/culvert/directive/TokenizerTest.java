// SPDX-License-Identifier: Apache-2.0
package dev.culvert.directive;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TokenizerTest {
  @Test
  void linesSplitAsTheReferenceParserSplitsThem() throws IOException {
    List<String> wrong = new ArrayList<>();
    int seen = 0;
    try (InputStream in =
        TokenizerTest.class.getResourceAsStream("/vectors/config-tokenizer.json")) {
      Map<String, Object> vectors = JSON.std.mapFrom(requireNonNull(in));
      for (Object each : (List<?>) requireNonNull(vectors.get("cases"))) {
        Map<?, ?> vector = (Map<?, ?>) each;
        String line = String.valueOf(vector.get("line"));
        seen++;
        if (!split(line).equals(vector.get("tokens"))) {
          wrong.add(line + " gave " + split(line));
        }
      }
    }
    assertThat(seen).isEqualTo(41);
    assertThat(wrong).isEmpty();
  }

  private static List<String> split(String line) {
    try {
      return Tokenizer.split(line, new Source.FileLine("v", 1));
    } catch (LexicalException e) {
      return List.of();
    }
  }
}
