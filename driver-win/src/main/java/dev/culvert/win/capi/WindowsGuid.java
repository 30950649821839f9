// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/**
 * A GUID as Windows keeps it in memory: the first three fields little endian, the other eight bytes
 * as written (guiddef.h).
 */
public final class WindowsGuid {
  /** GUID_DEVCLASS_NET (devguid.h), the setup class of network adapters. */
  static final String DEVCLASS_NET = "{4D36E972-E325-11CE-BFC1-08002BE10318}";

  /** GUID_DEVINTERFACE_NET (ndisguid.h), the interface class that the driver registers too. */
  static final String DEVINTERFACE_NET = "{CAC88484-7515-4C03-82E6-71A87ABAC361}";

  private WindowsGuid() {}

  /**
   * The 16 bytes of a GUID.
   *
   * @param text with or without braces
   * @throws IllegalArgumentException if it is not a GUID
   */
  public static byte[] bytes(String text) {
    boolean braces = text.startsWith("{") && text.endsWith("}");
    UUID uuid = UUID.fromString(braces ? text.substring(1, text.length() - 1) : text);
    long high = uuid.getMostSignificantBits();
    return ByteBuffer.allocate(16)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt((int) (high >>> 32))
        .putShort((short) (high >>> 16))
        .putShort((short) high)
        .order(ByteOrder.BIG_ENDIAN)
        .putLong(uuid.getLeastSignificantBits())
        .array();
  }
}
