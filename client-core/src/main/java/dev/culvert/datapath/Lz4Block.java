// SPDX-License-Identifier: Apache-2.0
package dev.culvert.datapath;

/**
 * One block of LZ4 (its block format, without a frame): sequences of a token, literals and a match
 * of at least four bytes; the last one has literals only.
 */
final class Lz4Block {
  private static final int SHORTEST_MATCH = 4;
  private static final int MORE = 15;

  private Lz4Block() {}

  /**
   * Decompresses to the start of {@code out}.
   *
   * @param bound most bytes that may be written
   * @return bytes written; -1 if it is no block or does not fit
   */
  static int decompress(byte[] in, int offset, int length, byte[] out, int bound) {
    int at = offset;
    int end = offset + length;
    int done = 0;
    while (at < end) {
      int token = in[at++] & 0xff;
      int literals = token >>> 4;
      if (literals == MORE) {
        int next;
        do {
          if (at >= end || literals > bound) {
            return -1;
          }
          next = in[at++] & 0xff;
          literals += next;
        } while (next == 0xff);
      }
      if (literals > end - at || literals > bound - done) {
        return -1;
      }
      System.arraycopy(in, at, out, done, literals);
      at += literals;
      done += literals;
      if (at == end) {
        return done;
      }
      if (end - at < 2) {
        return -1;
      }
      int distance = (in[at] & 0xff) | ((in[at + 1] & 0xff) << 8);
      at += 2;
      int match = token & MORE;
      if (match == MORE) {
        int next;
        do {
          if (at >= end || match > bound) {
            return -1;
          }
          next = in[at++] & 0xff;
          match += next;
        } while (next == 0xff);
      }
      match += SHORTEST_MATCH;
      if (distance == 0 || distance > done || match > bound - done) {
        return -1;
      }
      // A match may reach into itself: byte by byte.
      for (int i = 0; i < match; i++, done++) {
        out[done] = out[done - distance];
      }
    }
    return -1;
  }
}
