// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wire;

import dev.culvert.event.DropReason;
import dev.culvert.event.DroppedPacketException;

/** Upper five bits of a packet's first byte; the lower three are the {@link KeyId}. */
public enum Opcode {
  CONTROL_SOFT_RESET_V1(3),
  CONTROL_V1(4),
  ACK_V1(5),
  DATA_V1(6),
  CONTROL_HARD_RESET_CLIENT_V2(7),
  CONTROL_HARD_RESET_SERVER_V2(8),
  DATA_V2(9),
  CONTROL_HARD_RESET_CLIENT_V3(10),
  CONTROL_WKC_V1(11);

  private final int number;

  Opcode(int number) {
    this.number = number;
  }

  /** The number on the wire, 3 to 11. */
  public int number() {
    return number;
  }

  public boolean isData() {
    return this == DATA_V1 || this == DATA_V2;
  }

  /** Whether the packet opens a session. */
  public boolean isHardReset() {
    return this == CONTROL_HARD_RESET_CLIENT_V2
        || this == CONTROL_HARD_RESET_SERVER_V2
        || this == CONTROL_HARD_RESET_CLIENT_V3;
  }

  /** Whether a client's wrapped key stands behind the packet (tls-crypt-v2). */
  public boolean bringsWrappedKey() {
    return this == CONTROL_HARD_RESET_CLIENT_V3 || this == CONTROL_WKC_V1;
  }

  public byte firstByte(KeyId keyId) {
    return (byte) (number << 3 | keyId.value());
  }

  /**
   * The opcode in a packet's first byte.
   *
   * @throws DroppedPacketException UNKNOWN_OPCODE for the ones nobody uses; key method 1 (1 and 2)
   *     is among them
   */
  public static Opcode of(int firstByte) {
    return switch ((firstByte & 0xff) >>> 3) {
      case 3 -> CONTROL_SOFT_RESET_V1;
      case 4 -> CONTROL_V1;
      case 5 -> ACK_V1;
      case 6 -> DATA_V1;
      case 7 -> CONTROL_HARD_RESET_CLIENT_V2;
      case 8 -> CONTROL_HARD_RESET_SERVER_V2;
      case 9 -> DATA_V2;
      case 10 -> CONTROL_HARD_RESET_CLIENT_V3;
      case 11 -> CONTROL_WKC_V1;
      default -> throw new DroppedPacketException(DropReason.UNKNOWN_OPCODE);
    };
  }

  public static KeyId keyId(int firstByte) {
    return new KeyId(firstByte & 7);
  }
}
