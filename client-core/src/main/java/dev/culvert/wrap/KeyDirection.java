// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wrap;

/** {@code key-direction}: which half of a static key each way uses (openvpn-protocol 2.1). */
public enum KeyDirection {
  /** {@code 0}: sends with keys[0], receives with keys[1]. */
  NORMAL(0, 1),
  /** {@code 1}: the peer of {@link #NORMAL}. */
  INVERSE(1, 0),
  /** Absent: keys[0] both ways. */
  BIDIRECTIONAL(0, 0);

  private final int sending;
  private final int receiving;

  KeyDirection(int sending, int receiving) {
    this.sending = sending;
    this.receiving = receiving;
  }

  /** The direction that the peer has when both ends agree. */
  public KeyDirection other() {
    return switch (this) {
      case NORMAL -> INVERSE;
      case INVERSE -> NORMAL;
      case BIDIRECTIONAL -> BIDIRECTIONAL;
    };
  }

  /** Number of the half that this end sends with. */
  int sending() {
    return sending;
  }

  /** Number of the half that this end receives with. */
  int receiving() {
    return receiving;
  }
}
