// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

import java.security.cert.X509Certificate;

/** A peer's certificate is not good enough. The message is for a person, the alert for the peer. */
final class PeerRejection extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;
  private final short alert;

  PeerRejection(String reason, short alert) {
    super(reason, null, false, false);
    this.reason = reason;
    this.alert = alert;
  }

  static PeerRejection of(X509Certificate certificate, String why, short alert) {
    return new PeerRejection("peer certificate " + SubjectText.of(certificate) + " " + why, alert);
  }

  String reason() {
    return reason;
  }

  short alert() {
    return alert;
  }
}
