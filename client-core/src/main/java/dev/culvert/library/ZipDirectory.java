// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;

/**
 * The central directory of a zip in memory (APPNOTE 4.3.12, 4.3.16), little-endian. Without the
 * extensions for large files: 10 MB need none.
 */
final class ZipDirectory {
  private static final int MAX_ENTRIES = 1000;
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int MAX_COMMENT = 0xffff;
  private static final int ENTRY_SIGNATURE = 0x02014b50;
  private static final int ENTRY_LENGTH = 46;
  private static final int UNIX = 3;
  private static final int FILE_TYPE = 0xf000;
  private static final int REGULAR = 0x8000;
  private static final int FOLDER = 0x4000;
  private static final int SYMBOLIC_LINK = 0xa000;

  private final ByteBuffer zip;

  private ZipDirectory(byte[] zip) {
    this.zip = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * One entry as the directory has it; nothing of it is believed before it is read.
   *
   * @param packed bytes in the zip
   * @param size bytes unpacked
   * @param header offset of its own header
   * @param type of the file on Unix; 0 where the zip does not say
   */
  record Entry(
      String name, int flags, int method, long crc, long packed, long size, long header, int type) {
    boolean isEncrypted() {
      return (flags & 1) != 0;
    }

    boolean isFolder() {
      return name.endsWith("/") || type == FOLDER;
    }

    boolean isSymbolicLink() {
      return type == SYMBOLIC_LINK;
    }

    boolean isDevice() {
      return type != 0 && type != REGULAR && type != FOLDER && type != SYMBOLIC_LINK;
    }
  }

  static List<Entry> read(byte[] zip) throws ZipRefusedException {
    return new ZipDirectory(zip).entries();
  }

  private List<Entry> entries() throws ZipRefusedException {
    int end = end();
    int count = zip.getShort(end + 10) & 0xffff;
    long start = unsigned(end + 16);
    if (zip.getInt(end + 4) != 0 || (zip.getShort(end + 8) & 0xffff) != count || start > end) {
      throw new ZipRefusedException("its directory is damaged or that of a larger kind of zip");
    }
    if (count > MAX_ENTRIES) {
      throw new ZipRefusedException("at most 1000 entries expected, " + count + " found");
    }
    List<Entry> entries = new ArrayList<>();
    int at = (int) start;
    for (int i = 0; i < count; i++) {
      if (at + ENTRY_LENGTH > end || zip.getInt(at) != ENTRY_SIGNATURE) {
        throw new ZipRefusedException("its directory is cut or damaged");
      }
      int nameLength = zip.getShort(at + 28) & 0xffff;
      int next =
          at
              + ENTRY_LENGTH
              + nameLength
              + (zip.getShort(at + 30) & 0xffff)
              + (zip.getShort(at + 32) & 0xffff);
      if (next > end) {
        throw new ZipRefusedException("its directory is cut or damaged");
      }
      entries.add(entry(at, nameLength));
      at = next;
    }
    return entries;
  }

  private Entry entry(int at, int nameLength) {
    boolean unix = zip.get(at + 5) == UNIX;
    return new Entry(
        name(at + ENTRY_LENGTH, nameLength),
        zip.getShort(at + 8) & 0xffff,
        zip.getShort(at + 10) & 0xffff,
        unsigned(at + 16),
        unsigned(at + 20),
        unsigned(at + 24),
        unsigned(at + 42),
        unix ? zip.getInt(at + 38) >>> 16 & FILE_TYPE : 0);
  }

  /**
   * UTF-8, as today's programs write it whatever they declare; else one character for each byte.
   */
  private String name(int at, int length) {
    ByteBuffer bytes = zip.slice(at, length);
    try {
      return UTF_8.newDecoder().decode(bytes.duplicate()).toString();
    } catch (CharacterCodingException _) {
      return ISO_8859_1.decode(bytes).toString();
    }
  }

  /** The record at the end, before a comment that reaches exactly to the end. */
  private int end() throws ZipRefusedException {
    int last = zip.capacity() - END_LENGTH;
    for (int at = last; at >= Math.max(0, last - MAX_COMMENT); at--) {
      if (zip.getInt(at) == END_SIGNATURE
          && at + END_LENGTH + (zip.getShort(at + 20) & 0xffff) == zip.capacity()) {
        return at;
      }
    }
    throw new ZipRefusedException("it has no directory: it is cut or damaged");
  }

  private long unsigned(int at) {
    return zip.getInt(at) & 0xffffffffL;
  }
}
