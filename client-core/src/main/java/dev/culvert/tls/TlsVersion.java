// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

/** Protocol versions, oldest first. */
public enum TlsVersion {
  TLS_1_2("TLSv1.2"),
  TLS_1_3("TLSv1.3");

  private final String text;

  TlsVersion(String text) {
    this.text = text;
  }

  /** The name in logs, {@code TLSv1.3}. */
  public String text() {
    return text;
  }
}
