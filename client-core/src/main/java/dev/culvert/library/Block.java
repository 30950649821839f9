// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.culvert.bytes.Bytes;
import java.io.IOException;
import java.util.Base64;
import java.util.function.UnaryOperator;

/** A file's content as an inline block (openvpn-config 1.2), one character for each byte. */
final class Block {
  private static final int BASE64_LINE = 64;

  private Block() {}

  /**
   * The content between tags.
   *
   * @param line makes a line of its text
   * @throws IOException if the content cannot stand in a profile
   */
  static String text(String name, Bytes content, UnaryOperator<String> line) throws IOException {
    String text = new String(content.toArray(), ISO_8859_1);
    if (text.indexOf('\0') >= 0) {
      throw new IOException("it is no text (PEM expected, binary data found)");
    }
    for (String tag : new String[] {"</" + name + ">", "</connection>"}) {
      if (text.lines().anyMatch(l -> l.stripLeading().startsWith(tag))) {
        throw new IOException("a line in it starts with " + tag + ", which would end the block");
      }
    }
    return line.apply("<" + name + ">")
        + text
        + (text.endsWith("\n") ? "" : "\n")
        + line.apply("</" + name + ">");
  }

  /** Binary content between tags. */
  static String base64(String name, Bytes content, UnaryOperator<String> line) {
    StringBuilder block = new StringBuilder(line.apply("<" + name + ">"));
    String encoded =
        Base64.getMimeEncoder(BASE64_LINE, "\n".getBytes(US_ASCII))
            .encodeToString(content.toArray());
    encoded.lines().map(line).forEach(block::append);
    return block + line.apply("</" + name + ">");
  }
}
