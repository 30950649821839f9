// SPDX-License-Identifier: Apache-2.0
package dev.culvert.driver;

/**
 * How each payload says whether it is compressed (openvpn-protocol 5.11). Both ends must have the
 * same one.
 */
public enum CompressionFraming {
  /** Payloads as they are. */
  NONE(0),
  /** {@code comp-lzo}, {@code compress lzo}: one byte in front. */
  BYTE(1),
  /**
   * {@code compress}, {@code compress lz4}: that byte takes the place of the first one, which goes
   * behind the last.
   */
  SWAP(1),
  /** {@code compress stub-v2}, {@code lz4-v2}: two bytes in front of payloads that begin so. */
  ESCAPE(0);

  private final int overhead;

  CompressionFraming(int overhead) {
    this.overhead = overhead;
  }

  /** Bytes that an IP packet becomes longer. */
  public int overhead() {
    return overhead;
  }
}
