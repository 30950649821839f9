// SPDX-License-Identifier: Apache-2.0
package dev.culvert.reference;

/** How the reference reads numbers. */
final class Numbers {
  private Numbers() {}

  /**
   * As OpenVPN 2.6 reads most numbers: blanks, a sign, digits, and whatever follows is passed over.
   * Garbage is 0, and what does not fit into 32 bits wraps.
   */
  static int lenient(String word) {
    int at = 0;
    while (at < word.length() && Character.isWhitespace(word.charAt(at))) {
      at++;
    }
    boolean negative = at < word.length() && word.charAt(at) == '-';
    if (at < word.length() && (negative || word.charAt(at) == '+')) {
      at++;
    }
    long value = 0;
    while (at < word.length() && word.charAt(at) >= '0' && word.charAt(at) <= '9') {
      // More digits change nothing that anyone asks about.
      value = Math.min(value * 10 + (word.charAt(at++) - '0'), Long.MAX_VALUE / 16);
    }
    return (int) (negative ? -value : value);
  }

  /** Whether OpenVPN 2.7 takes it for a number of 32 bits. */
  static boolean isInteger(String word) {
    if (!word.strip().matches("[+-]?[0-9]{1,10}")) {
      return false;
    }
    long value = Long.parseLong(word.strip());
    return value >= Integer.MIN_VALUE && value <= Integer.MAX_VALUE;
  }
}
