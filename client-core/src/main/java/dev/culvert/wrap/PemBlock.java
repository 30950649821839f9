// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wrap;

import java.util.Base64;
import java.util.List;

/**
 * The first block of that name in a text: base64 between a header and a footer line.
 *
 * @param line of the header, from 1
 */
@SuppressWarnings("ArrayRecordComponent") // Secret and short-lived: whoever asks for it wipes it.
record PemBlock(int line, byte[] bytes) {

  /**
   * Finds it.
   *
   * @throws StaticKeyException with the line, what was expected and what was found
   */
  static PemBlock find(String text, String name) throws StaticKeyException {
    List<String> lines = text.lines().map(String::strip).toList();
    int header = lines.indexOf("-----BEGIN " + name + "-----");
    if (header < 0) {
      throw new StaticKeyException(1, "expected \"-----BEGIN " + name + "-----\", found none");
    }
    List<String> rest = lines.subList(header + 1, lines.size());
    int length = rest.indexOf("-----END " + name + "-----");
    if (length < 0) {
      throw new StaticKeyException(
          lines.size(), "expected \"-----END " + name + "-----\", found the end");
    }
    try {
      return new PemBlock(
          header + 1, Base64.getDecoder().decode(String.join("", rest.subList(0, length))));
    } catch (IllegalArgumentException e) {
      throw new StaticKeyException(header + 2, "expected base64, found something else");
    }
  }

  @Override
  public String toString() {
    return "block of " + bytes.length + " B from line " + line;
  }
}
