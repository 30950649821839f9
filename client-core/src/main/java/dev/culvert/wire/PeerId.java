// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wire;

/** The 24 bits in a DATA_V2 header that name the peer; 0xffffff means "none". */
public record PeerId(int value) {
  public static final PeerId NONE = new PeerId(0xff_ffff);

  public PeerId {
    if (value < 0 || value > 0xff_ffff) {
      throw new IllegalArgumentException("peer id " + value + " is not in 0..0xffffff");
    }
  }

  @Override
  public String toString() {
    return this.equals(NONE) ? "none" : Integer.toString(value);
  }
}
