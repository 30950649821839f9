// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Windows' texts in memory: UTF-16, little endian, ended by a NUL. A list of texts (MULTI_SZ) ends
 * with one NUL more. Reading trusts no terminator, since whoever may write the registry may leave
 * it out.
 */
final class WideText {
  private WideText() {}

  /** A list with one text in it and both terminators, as REG_MULTI_SZ. */
  static byte[] multi(String text) {
    return (text + "\0\0").getBytes(StandardCharsets.UTF_16LE);
  }

  /** The text up to the first NUL, or all of it. */
  static String first(byte[] bytes) {
    return first(new String(bytes, StandardCharsets.UTF_16LE));
  }

  /** The text up to the first NUL, or all of it. */
  static String first(char[] chars) {
    return first(new String(chars));
  }

  /** The texts of a list, up to the first empty one. */
  static List<String> list(byte[] bytes) {
    return list(new String(bytes, StandardCharsets.UTF_16LE));
  }

  /** The texts of a list, up to the first empty one. */
  static List<String> list(char[] chars) {
    return list(new String(chars));
  }

  private static String first(String text) {
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  private static List<String> list(String text) {
    List<String> texts = new ArrayList<>();
    for (String part : text.split("\0", -1)) {
      if (part.isEmpty()) {
        break;
      }
      texts.add(part);
    }
    return texts;
  }
}
