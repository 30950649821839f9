// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

/** A TLS connection is over. The message is one lower-case line for a person. */
public final class TlsFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** What ended a connection. */
  public enum Kind {
    /** The peer's certificate was not good enough for us. */
    PEER_CERTIFICATE,
    /** The peer ended it and said why. */
    ALERT_RECEIVED,
    /** The peer's bytes were no TLS, or there was nothing both ends speak. */
    PROTOCOL,
    /** The peer made us keep more than we are willing to. */
    LIMIT,
    /** Our own key could not sign. */
    OWN_KEY
  }

  private final Kind kind;
  private final String reason;

  TlsFailure(Kind kind, String message) {
    super(message);
    this.kind = kind;
    this.reason = message;
  }

  public Kind kind() {
    return kind;
  }

  /** The message, which is always there. */
  public String reason() {
    return reason;
  }
}
