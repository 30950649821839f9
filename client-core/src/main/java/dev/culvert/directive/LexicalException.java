// SPDX-License-Identifier: Apache-2.0
package dev.culvert.directive;

/** A line that is no line of the language: quotes, backslashes, lengths, blocks without an end. */
public final class LexicalException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Finding finding;

  LexicalException(Source source, String directive, Finding.Code code, String message) {
    super(message);
    this.finding = new Finding(source, directive, code, message);
  }

  /** What is wrong and where. */
  public Finding finding() {
    return finding;
  }
}
