// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

import dev.culvert.wire.TlsRole;

/** How an endpoint speaks TLS. {@code min} and {@code max} are both included. */
public record TlsSettings(
    TlsRole role, Identity identity, PeerCheck check, TlsVersion min, TlsVersion max) {
  public TlsSettings {
    if (min.compareTo(max) > 0) {
      throw new IllegalArgumentException(min.text() + " is above " + max.text());
    }
  }

  /** TLS 1.2 to 1.3, what OpenVPN does by default. */
  public TlsSettings(TlsRole role, Identity identity, PeerCheck check) {
    this(role, identity, check, TlsVersion.TLS_1_2, TlsVersion.TLS_1_3);
  }
}
