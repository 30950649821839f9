// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/** GUIDs as Windows has them in memory: the first three parts little-endian. */
public final class Guid {
  private static final int SIZE = 16;

  private Guid() {}

  /** The 16 bytes of {@code {xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx}}. */
  public static byte[] bytes(String text) {
    UUID uuid = UUID.fromString(text.substring(1, text.length() - 1));
    long high = uuid.getMostSignificantBits();
    return ByteBuffer.allocate(SIZE)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt((int) (high >> 32))
        .putShort((short) (high >> 16))
        .putShort((short) high)
        .order(ByteOrder.BIG_ENDIAN)
        .putLong(uuid.getLeastSignificantBits())
        .array();
  }
}
