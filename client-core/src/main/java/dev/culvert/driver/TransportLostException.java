// SPDX-License-Identifier: Apache-2.0
package dev.culvert.driver;

import java.io.IOException;

/** The connection to the peer is gone or never stood; the device is as good as before. */
public class TransportLostException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param reason in words for people
   * @param cause what the system said
   */
  public TransportLostException(String reason, IOException cause) {
    super(reason, cause);
    this.reason = reason;
  }

  /** The same where the system said nothing: the peer ended it, or broke its rules. */
  public TransportLostException(String reason) {
    super(reason);
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }
}
