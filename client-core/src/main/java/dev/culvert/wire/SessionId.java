// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wire;

import java.util.HexFormat;

/** Eight random bytes that name one end's side of a session; zero means "none" and is refused. */
public record SessionId(long value) {
  public static final int LENGTH = 8;

  public SessionId {
    if (value == 0) {
      throw new IllegalArgumentException("session id is zero");
    }
  }

  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(value);
  }
}
