// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wire;

/** Which side of the TLS handshake an end plays, in client/server and point-to-point mode alike. */
public enum TlsRole {
  CLIENT,
  SERVER;

  public TlsRole other() {
    return this == CLIENT ? SERVER : CLIENT;
  }
}
