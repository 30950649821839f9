// SPDX-License-Identifier: Apache-2.0
package dev.culvert.linux.netlink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** One netlink request, host byte order; every attribute ends aligned to 4 (linux-dco 7). */
final class MessageWriter {
  private final ByteBuffer bytes = ByteBuffer.allocate(4096).order(ByteOrder.nativeOrder());

  /** Leaves sequence and port zero: the socket fills them in. */
  MessageWriter(int type, int flags) {
    bytes.putInt(0).putShort((short) type).putShort((short) flags).putInt(0).putInt(0);
  }

  MessageWriter u8(int value) {
    bytes.put((byte) value);
    return this;
  }

  MessageWriter u16(int value) {
    bytes.putShort((short) value);
    return this;
  }

  MessageWriter u32(int value) {
    bytes.putInt(value);
    return this;
  }

  MessageWriter raw(byte[] value) {
    bytes.put(value);
    return this;
  }

  MessageWriter attribute(int type, byte[] value) {
    bytes.putShort((short) (4 + value.length)).putShort((short) type).put(value);
    bytes.position((bytes.position() + 3) & ~3);
    return this;
  }

  MessageWriter attribute(int type, int value) {
    bytes.putShort((short) 8).putShort((short) type).putInt(value);
    return this;
  }

  MessageWriter attribute(int type, String value) {
    return attribute(type, (value + '\0').getBytes(UTF_8));
  }

  byte[] toArray() {
    bytes.putInt(0, bytes.position());
    return Arrays.copyOf(bytes.array(), bytes.position());
  }
}
