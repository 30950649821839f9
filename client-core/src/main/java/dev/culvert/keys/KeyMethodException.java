// SPDX-License-Identifier: Apache-2.0
package dev.culvert.keys;

/** The peer's key-method-2 message is not one. Ends the negotiation. */
public final class KeyMethodException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  public KeyMethodException(String message) {
    super(message);
    this.reason = message;
  }

  /** The message, which is always there. */
  public String reason() {
    return reason;
  }
}
