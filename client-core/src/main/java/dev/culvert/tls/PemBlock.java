// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * One block of a PEM text, still encoded.
 *
 * @param line of its BEGIN, from 1
 * @param body its lines without BEGIN and END, stripped; headers such as Proc-Type are among them
 */
record PemBlock(String label, int line, List<String> body) {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";

  /** The blocks of a text in their order; what stands between them is passed over. */
  static List<PemBlock> all(String text) throws PemException {
    List<PemBlock> blocks = new ArrayList<>();
    List<String> lines = text.lines().map(String::strip).toList();
    int at = 0;
    while (at < lines.size()) {
      if (isMark(lines.get(at), BEGIN)) {
        PemBlock block = from(lines, at);
        blocks.add(block);
        at += block.body.size() + 2;
      } else {
        at++;
      }
    }
    return blocks;
  }

  private static PemBlock from(List<String> lines, int begin) throws PemException {
    String label = label(lines.get(begin), BEGIN);
    for (int at = begin + 1; at < lines.size(); at++) {
      String line = lines.get(at);
      if (isMark(line, BEGIN)) {
        break;
      }
      if (isMark(line, END)) {
        if (!label(line, END).equals(label)) {
          throw new PemException(at + 1, "expected " + END + label + DASHES + ", found " + line);
        }
        return new PemBlock(label, begin + 1, lines.subList(begin + 1, at));
      }
    }
    throw new PemException(begin + 1, "no " + END + label + DASHES + " for this " + BEGIN + label);
  }

  private static boolean isMark(String line, String mark) {
    return line.startsWith(mark)
        && line.endsWith(DASHES)
        && line.length() > mark.length() + DASHES.length();
  }

  private static String label(String line, String mark) {
    return line.substring(mark.length(), line.length() - DASHES.length());
  }

  /** Whether the body is encrypted in the old way of OpenSSL (RFC 1421 headers). */
  boolean hasEncryptionHeader() {
    return body.stream().anyMatch(l -> l.startsWith("Proc-Type:") && l.contains("ENCRYPTED"));
  }

  /** The bytes that the body stands for. */
  byte[] der() throws PemException {
    for (int i = 0; i < body.size(); i++) {
      for (int c = 0; c < body.get(i).length(); c++) {
        if (!isBase64(body.get(i).charAt(c))) {
          throw new PemException(line + 1 + i, "expected base64 in the block " + label);
        }
      }
    }
    try {
      return Base64.getDecoder().decode(String.join("", body));
    } catch (IllegalArgumentException e) {
      throw new PemException(line, "the base64 of the block " + label + " is cut or damaged");
    }
  }

  private static boolean isBase64(char c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '+'
        || c == '/'
        || c == '=';
  }
}
