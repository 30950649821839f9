// SPDX-License-Identifier: Apache-2.0
package dev.culvert.negotiate;

/** Both ends cannot agree; the message says on what, for people. */
public final class NegotiationFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  public NegotiationFailure(String message) {
    super(message);
    this.reason = message;
  }

  /** The message, which is always there. */
  public String reason() {
    return reason;
  }
}
