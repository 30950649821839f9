// SPDX-License-Identifier: Apache-2.0
package dev.culvert.tls;

/** {@code verify-x509-name}: what the peer's certificate must be called. */
public record NameRule(String expected, Part part) {
  /** Which part of the certificate is compared, and how. */
  public enum Part {
    /** The whole subject, {@code C=XX, O=Lab, CN=server}. */
    SUBJECT,
    /** The common name. */
    NAME,
    /** The beginning of the common name. */
    NAME_PREFIX
  }
}
