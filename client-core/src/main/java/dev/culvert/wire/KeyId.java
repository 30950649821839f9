// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wire;

/**
 * Number of a key within a session, 0 to 7: 0 is the first, later ones run 1 to 7 and start again
 * at 1 (openvpn-protocol 1.1).
 */
public record KeyId(int value) {
  public static final KeyId FIRST = new KeyId(0);

  public KeyId {
    if (value < 0 || value > 7) {
      throw new IllegalArgumentException("key id " + value + " is not in 0..7");
    }
  }

  public KeyId next() {
    return new KeyId(value == 7 ? 1 : value + 1);
  }

  @Override
  public String toString() {
    return "k" + value;
  }
}
