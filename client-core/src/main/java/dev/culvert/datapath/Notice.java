// SPDX-License-Identifier: Apache-2.0
package dev.culvert.datapath;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * What a decrypted packet is: for the system, or one of the messages that OpenVPN ends send each
 * other inside the data channel (openvpn-protocol 5.8).
 */
enum Notice {
  /** No message: an IP packet. */
  NONE,
  PING,
  EXIT,
  /** Another OCC message: swallowed. */
  OTHER;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final long PING_1 = 0x2a18_7bf3_641e_b4cbL;
  private static final long PING_2 = 0x07ed_2d0a_981f_c748L;
  private static final long OCC_1 = 0x287f_346b_d4ef_7a81L;
  private static final long OCC_2 = 0x2d56_b8d3_afc5_459cL;
  private static final int OCC_EXIT = 6;
  static final int PING_LENGTH = 16;
  private static final int MAGIC_LENGTH = 16;

  /** Writes the payload of a ping, {@link #PING_LENGTH} bytes. */
  static void ping(byte[] array, int offset) {
    LONG.set(array, offset, PING_1);
    LONG.set(array, offset + Long.BYTES, PING_2);
  }

  static Notice of(byte[] array, int offset, int length) {
    if (length < MAGIC_LENGTH) {
      return NONE;
    }
    long first = (long) LONG.get(array, offset);
    long second = (long) LONG.get(array, offset + Long.BYTES);
    if (first == PING_1 && second == PING_2 && length == MAGIC_LENGTH) {
      return PING;
    }
    if (first != OCC_1 || second != OCC_2) {
      return NONE;
    }
    return length > MAGIC_LENGTH && array[offset + MAGIC_LENGTH] == OCC_EXIT ? EXIT : OTHER;
  }
}
