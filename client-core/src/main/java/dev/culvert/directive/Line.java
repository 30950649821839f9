// SPDX-License-Identifier: Apache-2.0
package dev.culvert.directive;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One directive as written.
 *
 * @param tokens the name, without a leading {@code --}, and its arguments; never empty
 * @param inline the content of an inline block, line breaks kept; null for an ordinary line
 */
public record Line(Source source, List<String> tokens, @Nullable String inline) {
  public Line {
    tokens = List.copyOf(tokens);
  }

  /** The directive's name. */
  public String name() {
    return tokens.get(0);
  }

  /** The words after the name; a block's content is not among them. */
  public List<String> args() {
    return tokens.subList(1, tokens.size());
  }

  /** Leaves out the content: it may be a private key. */
  @Override
  public String toString() {
    return source + ": " + ProfileText.printable(name()) + (inline == null ? "" : " [inline]");
  }
}
