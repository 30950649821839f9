// SPDX-License-Identifier: Apache-2.0
package dev.culvert.negotiate;

import java.util.List;

/** What a client tells a server of compression (openvpn-protocol 4.3). */
public enum CompressionOffer {
  NOTHING,
  /** The framings, without anything compressed in them. */
  FRAMING,
  /** The server may compress what it sends. */
  DECOMPRESSION;

  private static final List<String> FRAMINGS =
      List.of("IV_LZO_STUB", "IV_COMP_STUB", "IV_COMP_STUBv2");
  private static final List<String> EVERYTHING =
      List.of("IV_LZ4", "IV_LZ4v2", "IV_LZO", "IV_LZO_STUB", "IV_COMP_STUB", "IV_COMP_STUBv2");

  /** Keys of the peer information that are 1, in sending order. */
  public List<String> keys() {
    return switch (this) {
      case NOTHING -> List.of();
      case FRAMING -> FRAMINGS;
      case DECOMPRESSION -> EVERYTHING;
    };
  }
}
