// SPDX-License-Identifier: Apache-2.0
package dev.culvert.datapath;

/**
 * One block of LZO1X, after the description of its stream in the Linux kernel's documentation
 * (staging/lzo). Each instruction copies a match and then up to three literals, whose number says
 * what the next instruction's small values mean.
 */
final class LzoBlock {
  /** Literals before: a whole run of them. */
  private static final int RUN = 4;

  private static final int SHORTEST_RUN = 3;
  private static final int FIRST_LITERALS = 17;

  private static final int END = 16384;

  private final byte[] in;
  private final int end;
  private final byte[] out;
  private final int bound;
  private int at;
  private int done;

  private LzoBlock(byte[] in, int offset, int length, byte[] out, int bound) {
    this.in = in;
    this.at = offset;
    this.end = offset + length;
    this.out = out;
    this.bound = bound;
  }

  /**
   * Decompresses to the start of {@code out}.
   *
   * @param bound most bytes that may be written
   * @return bytes written; -1 if it is no block or does not fit
   */
  static int decompress(byte[] in, int offset, int length, byte[] out, int bound) {
    return new LzoBlock(in, offset, length, out, bound).decompress();
  }

  private int decompress() {
    int literals = 0;
    if (at < end && (in[at] & 0xff) > FIRST_LITERALS) {
      int count = (in[at++] & 0xff) - FIRST_LITERALS;
      if (!copy(count)) {
        return -1;
      }
      literals = Math.min(count, RUN);
    }
    while (at < end) {
      int code = in[at++] & 0xff;
      if (code < 16 && literals == 0) {
        int count = length(code, 15, SHORTEST_RUN);
        if (count < 0 || !copy(count)) {
          return -1;
        }
        literals = RUN;
        continue;
      }
      int match;
      int distance;
      if (code >= 16 && code < 64) {
        boolean far = code < 32;
        match = far ? length(code & 7, 7, 2) : length(code & 31, 31, 2);
        if (match < 0 || end - at < 2) {
          return -1;
        }
        int word = (in[at] & 0xff) | ((in[at + 1] & 0xff) << 8);
        at += 2;
        literals = word & 3;
        distance = far ? END + ((code & 8) << 11) + (word >>> 2) : 1 + (word >>> 2);
        if (far && distance == END) {
          return at == end && match == SHORTEST_RUN ? done : -1;
        }
      } else {
        if (at >= end) {
          return -1;
        }
        int high = in[at++] & 0xff;
        if (code < 16) {
          boolean afterRun = literals == RUN;
          match = afterRun ? 3 : 2;
          distance = (high << 2) + (code >>> 2) + (afterRun ? 2049 : 1);
        } else {
          match = (code >>> 5) + 1;
          distance = (high << 3) + ((code >>> 2) & 7) + 1;
        }
        literals = code & 3;
      }
      if (!repeat(match, distance) || !copy(literals)) {
        return -1;
      }
    }
    return -1;
  }

  /** A length whose field is zero goes on in the next bytes. */
  private int length(int field, int largest, int base) {
    if (field != 0) {
      return field + base;
    }
    int length = largest + base;
    while (at < end && in[at] == 0 && length <= bound) {
      length += 255;
      at++;
    }
    return at < end && length <= bound ? length + (in[at++] & 0xff) : -1;
  }

  private boolean copy(int count) {
    if (count > end - at || count > bound - done) {
      return false;
    }
    System.arraycopy(in, at, out, done, count);
    at += count;
    done += count;
    return true;
  }

  /** A match may reach into itself: byte by byte. */
  private boolean repeat(int count, int distance) {
    if (distance > done || count > bound - done) {
      return false;
    }
    for (int i = 0; i < count; i++, done++) {
      out[done] = out[done - distance];
    }
    return true;
  }
}
