// SPDX-License-Identifier: Apache-2.0
package dev.culvert.linux.netlink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The attributes at the end of a message. A length that does not fit ends the reading. */
final class Attributes {
  private static final int TYPE_MASK = 0x3fff;

  private final Map<Integer, byte[]> values = new HashMap<>();

  Attributes(byte[] message, int offset) {
    ByteBuffer bytes = ByteBuffer.wrap(message).order(ByteOrder.nativeOrder());
    int at = offset;
    while (message.length - at >= 4) {
      int length = bytes.getShort(at) & 0xffff;
      if (length < 4 || length > message.length - at) {
        return;
      }
      byte[] value = new byte[length - 4];
      bytes.get(at + 4, value);
      values.put(bytes.getShort(at + 2) & TYPE_MASK, value);
      at += (length + 3) & ~3;
    }
  }

  byte @Nullable [] bytes(int type) {
    return values.get(type);
  }

  int u32(int type, int otherwise) {
    byte[] value = values.get(type);
    return value == null || value.length != 4
        ? otherwise
        : ByteBuffer.wrap(value).order(ByteOrder.nativeOrder()).getInt();
  }

  /** Without the NUL at its end; null if there is none. */
  @Nullable String text(int type) {
    byte[] value = values.get(type);
    if (value == null) {
      return null;
    }
    int end = value.length > 0 && value[value.length - 1] == 0 ? value.length - 1 : value.length;
    return new String(value, 0, end, UTF_8);
  }
}
