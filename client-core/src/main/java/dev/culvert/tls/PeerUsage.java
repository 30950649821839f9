// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

/** What a certificate is for, as {@code remote-cert-tls} names it. */
public enum PeerUsage {
  SERVER("1.3.6.1.5.5.7.3.1"),
  CLIENT("1.3.6.1.5.5.7.3.2");

  private final String oid;

  PeerUsage(String oid) {
    this.oid = oid;
  }

  /** The extended key usage, dotted (RFC 5280 4.2.1.12). */
  public String oid() {
    return oid;
  }
}
