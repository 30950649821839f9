// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

import dev.culvert.bytes.Bytes;
import dev.culvert.library.ZipDirectory.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A zip unpacked into memory, never to disk. A zip that could not come from packing a few files is
 * refused whole: names that leave it, links, zips in it, bombs, entries that share bytes.
 */
public final class ZipArchive {
  private static final int LOCAL_SIGNATURE = 0x04034b50;
  private static final int LOCAL_LENGTH = 30;
  private static final int STORED = 0;
  private static final int DEFLATED = 8;

  /** PEM, the most regular that belongs in here, packs to a third or less: one tenth at best. */
  private static final int MAX_RATIO = 100;

  /** Small files of one character may pack as well as they like. */
  private static final int RATIO_FROM = 100_000;

  private final Map<String, Bytes> files = new LinkedHashMap<>();
  private final byte[] zip;
  private final List<long[]> taken = new ArrayList<>();
  private long total;

  private ZipArchive(byte[] zip) {
    this.zip = zip;
  }

  /**
   * Unpacks all files.
   *
   * @param zip at most {@link Limits#MAX_BYTES}
   * @throws ZipRefusedException if anything about it is odd
   */
  public static ZipArchive read(byte[] zip) throws ZipRefusedException {
    if (zip.length > Limits.MAX_BYTES) {
      throw new ZipRefusedException("at most 10 MB expected, more found");
    }
    ZipArchive archive = new ZipArchive(zip);
    for (Entry entry : ZipDirectory.read(zip)) {
      archive.take(entry);
    }
    archive.requireApart();
    return archive;
  }

  /** Names of the files in their order, with {@code /} between folders. */
  public List<String> names() {
    return List.copyOf(files.keySet());
  }

  /** The profiles in it; each finds its files in the zip. */
  public List<Candidate> candidates(String place) {
    List<Candidate> candidates = new ArrayList<>();
    files.forEach(
        (name, content) -> {
          if (Candidates.isProfile(name, content)) {
            candidates.add(
                new Candidate(place + "/" + Words.plain(name), name, content, near(name)));
          }
        });
    return candidates;
  }

  private NearbyFiles near(String profile) {
    String folder = profile.substring(0, profile.lastIndexOf('/') + 1);
    return (directory, name) -> {
      Bytes found = files.get(ZipName.resolve(folder, directory, name));
      if (found == null) {
        throw new IOException("there is no such file in the zip");
      }
      return found;
    };
  }

  private void take(Entry entry) throws ZipRefusedException {
    String name = ZipName.checked(entry.name());
    String shown = Words.plain(name);
    if (entry.isSymbolicLink() || entry.isDevice()) {
      throw new ZipRefusedException(shown + ": a file expected, a symbolic link or a device found");
    }
    if (entry.isEncrypted()) {
      throw new ZipRefusedException(shown + ": it is encrypted: unpack the zip first");
    }
    if (entry.isFolder() || name.startsWith("__MACOSX/")) {
      return;
    }
    if (name.toLowerCase(Locale.ROOT).endsWith(".zip")) {
      throw nested(shown);
    }
    Bytes content = Bytes.copyOf(content(entry, shown));
    if (ContentKind.of(content) == ContentKind.ZIP) {
      throw nested(shown);
    }
    if (files.put(name, content) != null) {
      throw new ZipRefusedException(shown + ": one file of that name expected, two found");
    }
  }

  private static ZipRefusedException nested(String name) {
    return new ZipRefusedException(name + ": a zip in the zip: unpack it first");
  }

  private byte[] content(Entry entry, String name) throws ZipRefusedException {
    total += entry.size();
    if (total > Limits.MAX_BYTES) {
      throw new ZipRefusedException("at most 10 MB of files expected, more found");
    }
    if (entry.size() > RATIO_FROM && entry.size() / MAX_RATIO > entry.packed()) {
      throw new ZipRefusedException(
          name + ": " + entry.size() + " bytes packed into " + entry.packed() + ", as bombs are");
    }
    byte[] packed = packed(entry, name);
    byte[] content =
        switch (entry.method()) {
          case STORED -> packed;
          case DEFLATED -> inflated(packed, (int) entry.size(), name);
          default -> throw new ZipRefusedException(name + ": packed in a way that is not known");
        };
    CRC32 crc = new CRC32();
    crc.update(content);
    if (content.length != entry.size() || crc.getValue() != entry.crc()) {
      throw damaged(name);
    }
    return content;
  }

  private byte[] packed(Entry entry, String name) throws ZipRefusedException {
    ByteBuffer buffer = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    long header = entry.header();
    if (header + LOCAL_LENGTH > zip.length || buffer.getInt((int) header) != LOCAL_SIGNATURE) {
      throw damaged(name);
    }
    long start =
        header
            + LOCAL_LENGTH
            + (buffer.getShort((int) header + 26) & 0xffff)
            + (buffer.getShort((int) header + 28) & 0xffff);
    long end = start + entry.packed();
    if (end > zip.length) {
      throw damaged(name);
    }
    taken.add(new long[] {header, end});
    return Arrays.copyOfRange(zip, (int) start, (int) end);
  }

  /**
   * Exactly {@code size} bytes.
   *
   * @param size checked against the limits before
   */
  private static byte[] inflated(byte[] packed, int size, String name) throws ZipRefusedException {
    byte[] content = new byte[size];
    try (Inflater inflater = new Inflater(true)) {
      inflater.setInput(packed);
      int at = 0;
      while (at < size) {
        int more = inflater.inflate(content, at, size - at);
        if (more == 0) {
          throw damaged(name);
        }
        at += more;
      }
      byte[] beyond = new byte[1];
      if (inflater.inflate(beyond) != 0 || !inflater.finished()) {
        throw damaged(name);
      }
      return content;
    } catch (DataFormatException _) {
      throw damaged(name);
    }
  }

  private static ZipRefusedException damaged(String name) {
    return new ZipRefusedException(name + ": it is damaged, or larger than the zip says");
  }

  private void requireApart() throws ZipRefusedException {
    taken.sort(Comparator.comparingLong(range -> range[0]));
    for (int i = 1; i < taken.size(); i++) {
      if (taken.get(i)[0] < taken.get(i - 1)[1]) {
        throw new ZipRefusedException("two of its files share bytes, as in bombs");
      }
    }
  }

  /** The names only. */
  @Override
  public String toString() {
    return Collections.unmodifiableSet(files.keySet()).toString();
  }
}
