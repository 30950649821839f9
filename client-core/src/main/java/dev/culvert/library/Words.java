// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

/** Foreign text in our sentences. */
final class Words {
  private static final int LONGEST = 120;

  private Words() {}

  /**
   * One short line without characters that a terminal obeys or that hide what is written: controls,
   * and the marks that turn the direction of text.
   */
  static String plain(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\u2028\\u2029]", "?");
    return line.length() <= LONGEST
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST / 2)) + "...";
  }

  /** {@code 1 line}, {@code 7 lines}. */
  static String count(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
