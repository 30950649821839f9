// SPDX-License-Identifier: Apache-2.0
package dev.culvert.directive;

/**
 * How many arguments a directive takes.
 *
 * @param most {@link #ANY} for as many as a line holds
 */
public record Arity(int fewest, int most) {
  static final int ANY = Tokenizer.MAX_TOKENS - 1;

  /** Reads {@code 2}, {@code 1-3} or {@code 1+}. */
  static Arity of(String text) {
    if (text.endsWith("+")) {
      return new Arity(Integer.parseInt(text.substring(0, text.length() - 1)), ANY);
    }
    int dash = text.indexOf('-');
    return dash < 0
        ? new Arity(Integer.parseInt(text), Integer.parseInt(text))
        : new Arity(
            Integer.parseInt(text.substring(0, dash)), Integer.parseInt(text.substring(dash + 1)));
  }

  /** Whether so many arguments are right. */
  public boolean allows(int count) {
    return count >= fewest && count <= most;
  }

  /** As in {@code 1 to 3 arguments}. */
  @Override
  public String toString() {
    if (most == ANY) {
      return "at least " + fewest + (fewest == 1 ? " argument" : " arguments");
    }
    return (fewest == most ? "" + most : fewest + " to " + most)
        + (most == 1 ? " argument" : " arguments");
  }
}
