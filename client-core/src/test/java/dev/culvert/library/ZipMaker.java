// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Zips byte by byte, so that they can be wrong. */
final class ZipMaker {
  private static final int REGULAR = 0100644;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<byte[]> directory = new ArrayList<>();

  /** Adds an ordinary file. */
  ZipMaker file(String name, String content) {
    return entry(name, content.getBytes(ISO_8859_1), REGULAR, 0, -1);
  }

  ZipMaker link(String name, String target) {
    return entry(name, target.getBytes(UTF_8), 0120777, 0, -1);
  }

  ZipMaker encrypted(String name) {
    return entry(name, new byte[12], REGULAR, 1, -1);
  }

  ZipMaker mode(String name, int mode) {
    return entry(name, new byte[] {'x'}, mode, 0, -1);
  }

  /** A file whose directory says another size than it has. */
  ZipMaker lying(String name, String content, long size) {
    return entry(name, content.getBytes(ISO_8859_1), REGULAR, 0, size);
  }

  /** A second name for the bytes of the first file. */
  ZipMaker sharing(String name) {
    byte[] first = directory.getFirst().clone();
    byte[] bytes = name.getBytes(UTF_8);
    byte[] againBytes = new byte[46 + bytes.length];
    ByteBuffer again = little(againBytes);
    again.put(first, 0, 28).putShort((short) bytes.length).put(first, 30, 16).put(bytes);
    directory.add(againBytes);
    return this;
  }

  private ZipMaker entry(String name, byte[] content, int mode, int flags, long saidSize) {
    byte[] bytes = name.getBytes(UTF_8);
    byte[] packed = deflated(content);
    long size = saidSize < 0 ? content.length : saidSize;
    CRC32 crc = new CRC32();
    crc.update(content);
    int offset = out.size();
    byte[] localBytes = new byte[30 + bytes.length];
    ByteBuffer local = little(localBytes);
    local.putInt(0x04034b50).putShort((short) 20).putShort((short) flags).putShort((short) 8);
    local.putInt(0).putInt((int) crc.getValue()).putInt(packed.length).putInt((int) size);
    local.putShort((short) bytes.length).putShort((short) 0).put(bytes);
    out.writeBytes(localBytes);
    out.writeBytes(packed);
    byte[] centralBytes = new byte[46 + bytes.length];
    ByteBuffer central = little(centralBytes);
    central.putInt(0x02014b50).put((byte) 20).put((byte) 3).putShort((short) 20);
    central.putShort((short) flags).putShort((short) 8).putInt(0).putInt((int) crc.getValue());
    central.putInt(packed.length).putInt((int) size).putShort((short) bytes.length);
    central.putShort((short) 0).putShort((short) 0).putShort((short) 0).putShort((short) 0);
    central.putInt(mode << 16).putInt(offset).put(bytes);
    directory.add(centralBytes);
    return this;
  }

  private static byte[] deflated(byte[] content) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (Deflater deflater = new Deflater(9, true)) {
      deflater.setInput(content);
      deflater.finish();
      byte[] part = new byte[8192];
      while (!deflater.finished()) {
        packed.write(part, 0, deflater.deflate(part));
      }
    }
    return packed.toByteArray();
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  byte[] zip() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(out.toByteArray());
    directory.forEach(whole::writeBytes);
    int length = directory.stream().mapToInt(entry -> entry.length).sum();
    byte[] endBytes = new byte[22];
    ByteBuffer end = little(endBytes);
    end.putInt(0x06054b50).putInt(0).putShort((short) directory.size());
    end.putShort((short) directory.size()).putInt(length).putInt(out.size()).putShort((short) 0);
    whole.writeBytes(endBytes);
    return whole.toByteArray();
  }
}
