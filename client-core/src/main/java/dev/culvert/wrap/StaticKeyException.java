// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wrap;

/** A key file is none; the message says what was expected and what was found, never key bytes. */
public final class StaticKeyException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final String reason;

  StaticKeyException(int line, String message) {
    super(message);
    this.line = line;
    this.reason = message;
  }

  /** Line within the text, from 1. */
  public int line() {
    return line;
  }

  /** What was expected and what was found. */
  public String reason() {
    return reason;
  }
}
