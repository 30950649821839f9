// SPDX-License-Identifier: Apache-2.0
package dev.culvert.directive;

import dev.culvert.directive.Finding.Code;
import java.util.ArrayList;
import java.util.List;

/** Splits one line into tokens (openvpn-config 1.1). */
final class Tokenizer {
  static final int MAX_TOKENS = 16;
  static final int MAX_TOKEN_BYTES = 256;

  private final String line;
  private final Source source;
  private final List<String> tokens = new ArrayList<>();
  private int at;

  private Tokenizer(String line, Source source) {
    int end = line.indexOf(0);
    this.line = end < 0 ? line : line.substring(0, end);
    this.source = source;
  }

  /** The tokens; empty for a blank line or a comment. A NUL ends the line. */
  static List<String> split(String line, Source source) throws LexicalException {
    Tokenizer tokenizer = new Tokenizer(line, source);
    while (tokenizer.tokens.size() < MAX_TOKENS && tokenizer.startsToken()) {
      tokenizer.tokens.add(tokenizer.token());
    }
    return tokenizer.tokens;
  }

  static boolean isBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  /** Skips blanks; false at the end of the line and at a comment. */
  private boolean startsToken() {
    while (at < line.length() && isBlank(line.charAt(at))) {
      at++;
    }
    if (at == line.length()) {
      return false;
    }
    // A backslash before a comment sign at the start of a token does not hide the comment.
    int sign = line.charAt(at) == '\\' && at + 1 < line.length() ? at + 1 : at;
    return line.charAt(sign) != '#' && line.charAt(sign) != ';';
  }

  private String token() throws LexicalException {
    String token =
        switch (line.charAt(at)) {
          case '"' -> doubleQuoted();
          case '\'' -> singleQuoted();
          default -> unquoted();
        };
    if (ProfileText.size(token) > MAX_TOKEN_BYTES) {
      throw error(
          Code.PARAMETER_TOO_LONG,
          "a parameter of at most 256 bytes was expected, a longer one was found");
    }
    return token;
  }

  private String doubleQuoted() throws LexicalException {
    StringBuilder text = new StringBuilder();
    at++;
    while (at < line.length()) {
      char c = line.charAt(at++);
      if (c == '"') {
        return text.toString();
      }
      text.append(c == '\\' ? escaped() : c);
    }
    throw error(Code.QUOTE, "a closing double quote was expected, the end of the line was found");
  }

  private String singleQuoted() throws LexicalException {
    int end = line.indexOf('\'', at + 1);
    if (end < 0) {
      throw error(Code.QUOTE, "a closing single quote was expected, the end of the line was found");
    }
    String text = line.substring(at + 1, end);
    at = end + 1;
    return text;
  }

  private String unquoted() throws LexicalException {
    StringBuilder text = new StringBuilder();
    while (at < line.length() && !isBlank(line.charAt(at))) {
      char c = line.charAt(at++);
      text.append(c == '\\' ? escaped() : c);
    }
    return text.toString();
  }

  private char escaped() throws LexicalException {
    char c = at < line.length() ? line.charAt(at++) : 0;
    if (c != '\\' && c != '"' && !isBlank(c)) {
      throw error(
          Code.BACKSLASH,
          "after a backslash a backslash, a double quote or a blank was expected,"
              + (c == 0 ? " the end of the line was found" : " something else was found"));
    }
    return c;
  }

  private LexicalException error(Code code, String message) {
    return new LexicalException(source, tokens.isEmpty() ? "line" : tokens.get(0), code, message);
  }
}
