// SPDX-License-Identifier: Apache-2.0
package dev.culvert.directive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Text of profiles, which is UTF-8 by custom and any bytes by right. A byte that is not UTF-8
 * becomes a lone surrogate, U+DC80 to U+DCFF, and comes back as the same byte.
 */
public final class ProfileText {
  private static final char ESCAPE = 0xDC00;
  private static final int LONGEST = 60;

  private ProfileText() {}

  /** Any bytes as text. */
  public static String decode(byte[] bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    // Never more characters than bytes: a fourth byte pays for the second half of a pair.
    CharBuffer out = CharBuffer.allocate(bytes.length);
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      if (!result.isError()) {
        return out.flip().toString();
      }
      for (int i = 0; i < result.length(); i++) {
        out.put((char) (ESCAPE + (in.get() & 0xff)));
      }
      decoder.reset();
    }
  }

  /** The bytes of text that {@link #decode} made. */
  public static byte[] encode(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      at += Character.charCount(c);
      if (c >= ESCAPE && c <= 0xDFFF) {
        out.write(c - ESCAPE);
      } else {
        out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
      }
    }
    return out.toByteArray();
  }

  /** The length in bytes. */
  static int size(String text) {
    int size = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80 || isEscape(text, i)) {
        size++;
      } else {
        // Either half of a pair counts two of its four bytes.
        size += c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
      }
    }
    return size;
  }

  private static boolean isEscape(String text, int at) {
    return Character.isLowSurrogate(text.charAt(at))
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }

  /** One short line for a log, whatever the text was: bytes that are no text as {@code \xE9}. */
  public static String printable(String text) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (line.length() >= LONGEST) {
        return line.append("...").toString();
      }
      char c = text.charAt(i);
      if (isEscape(text, i)) {
        line.append(String.format("\\x%02X", c - ESCAPE));
      } else {
        line.append(Character.isISOControl(c) || isDirection(c) ? '?' : c);
      }
    }
    return line.toString();
  }

  /** Marks that turn the reading direction could make a line read as another one. */
  private static boolean isDirection(char c) {
    return (c >= '\u2028' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069');
  }

  /** {@link #printable} between double quotes. */
  public static String quote(String text) {
    return '"' + printable(text) + '"';
  }
}
