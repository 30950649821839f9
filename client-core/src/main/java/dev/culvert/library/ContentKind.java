// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.culvert.bytes.Bytes;
import java.util.Locale;

/** What bytes are by their own look, whatever they are called. */
public enum ContentKind {
  TEXT("text"),
  EMPTY("nothing"),
  ZIP("a zip"),
  OTHER_ARCHIVE("another kind of archive (unpack it first)"),
  WEB_PAGE("a web page (a link may ask for a login in a browser first)"),
  UTF_16("a text in UTF-16 (save it as UTF-8)"),
  BINARY("binary data");

  private static final int LOOKED_AT = 1024;

  private final String words;

  ContentKind(String words) {
    this.words = words;
  }

  /** {@code a ... found}. */
  public String words() {
    return words;
  }

  /** Looks at the bytes. */
  public static ContentKind of(Bytes content) {
    if (content.isEmpty()) {
      return EMPTY;
    }
    String head =
        new String(content.slice(0, Math.min(content.length(), LOOKED_AT)).toArray(), ISO_8859_1);
    if (head.startsWith("PK\3\4") || head.startsWith("PK\5\6")) {
      return ZIP;
    }
    if (head.startsWith("\u001f\u008b")
        || head.startsWith("7z\u00BC\u00AF")
        || head.startsWith("Rar!")
        || head.startsWith("\u00FD7zXZ")) {
      return OTHER_ARCHIVE;
    }
    if (head.startsWith("\u00FF\u00FE") || head.startsWith("\u00FE\u00FF")) {
      return UTF_16;
    }
    String text = head.stripLeading().toLowerCase(Locale.ROOT);
    if (text.startsWith("<!doctype") || text.startsWith("<html") || text.startsWith("<?xml")) {
      return WEB_PAGE;
    }
    return isBinary(content) ? BINARY : TEXT;
  }

  /** A stray zero is a blank to OpenVPN; one in a hundred bytes is no text any more. */
  private static boolean isBinary(Bytes content) {
    int zeros = 0;
    for (int i = 0; i < content.length(); i++) {
      zeros += content.at(i) == 0 ? 1 : 0;
    }
    return zeros > content.length() / 100;
  }
}
