// SPDX-License-Identifier: Apache-2.0
package dev.culvert.link;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Random text that is used once. */
final class Nonces {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int LENGTH = 16;

  private Nonces() {}

  static String next() {
    byte[] bytes = new byte[LENGTH];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
