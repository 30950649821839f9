// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

/** A PEM text is not what was expected. */
public final class PemException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final String reason;

  PemException(int line, String reason) {
    super("line " + line + ": " + reason);
    this.line = line;
    this.reason = reason;
  }

  /** Where in the text, from 1. */
  public int line() {
    return line;
  }

  /** What was expected and what was found, one lower-case line. */
  public String reason() {
    return reason;
  }
}
