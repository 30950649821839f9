// SPDX-License-Identifier: Apache-2.0
package dev.culvert.negotiate;

import java.util.EnumSet;
import java.util.Set;

/**
 * Bits of {@code IV_PROTO}: what an end can do (openvpn-protocol 4.3). Only what Culvert does is
 * listed; unknown bits of a peer mean nothing to us.
 */
public enum ProtocolFeature {
  /** Takes data packets with a peer id. */
  DATA_V2(1),
  /** The server may push without being asked. */
  REQUEST_PUSH(2),
  /** Derives data keys by the TLS exporter. */
  TLS_KEY_EXPORT(3),
  /** Takes AUTH_PENDING with its keywords. */
  AUTH_PENDING_KW(4),
  /** Negotiates in point-to-point mode. */
  NCP_P2P(5),
  /** Takes EXIT on the control channel. */
  CC_EXIT_NOTIFY(7),
  /** Takes AUTH_FAILED,TEMP. */
  AUTH_FAIL_TEMP(8),
  /** Wraps renegotiations with a key of their own. */
  DYNAMIC_TLS_CRYPT(9);

  private final int bit;

  ProtocolFeature(int bit) {
    this.bit = bit;
  }

  /** The features whose bits are set. */
  public static Set<ProtocolFeature> ofBits(long bits) {
    Set<ProtocolFeature> set = EnumSet.noneOf(ProtocolFeature.class);
    for (ProtocolFeature feature : values()) {
      if ((bits >>> feature.bit & 1) == 1) {
        set.add(feature);
      }
    }
    return set;
  }

  /** The number in {@code IV_PROTO=}. */
  public static long toBits(Set<ProtocolFeature> features) {
    return features.stream().mapToLong(feature -> 1L << feature.bit).sum();
  }
}
