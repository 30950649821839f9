// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.selftest;

import java.util.Arrays;

/** Packets of the control channel that mean nothing to anybody. */
final class Packets {
  /** P_CONTROL_V1 in the opcode's bits, key id 0. */
  private static final byte CONTROL = 4 << 3;

  private Packets() {}

  /** A packet of that length in bytes, at least 1, whose last bytes tell the length. */
  static byte[] control(int length) {
    byte[] packet = new byte[length];
    Arrays.fill(packet, (byte) length);
    packet[0] = CONTROL;
    return packet;
  }
}
