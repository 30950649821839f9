// SPDX-License-Identifier: Apache-2.0
package dev.culvert.datapath;

import dev.culvert.driver.CompressionFraming;
import dev.culvert.event.DropReason;
import org.jspecify.annotations.Nullable;

/**
 * The compression framing around payloads (openvpn-protocol 5.11). What we send is never
 * compressed; what comes compressed is opened only where the profile allows it. Belongs to one
 * thread.
 *
 * <pre>
 * BYTE    fa payload                         66 LZO
 * SWAP    fb payload[1..] payload[0]         69 LZ4 with its first byte at the end
 * ESCAPE  payload, or 50 00 payload          50 01 LZ4
 * </pre>
 */
final class PayloadFrame {
  /** Bytes that must belong to the array in front of a payload that is framed. */
  static final int LEAD = 2;

  /** Bytes that framing adds at most. */
  static final int LONGEST = 2;

  private static final byte PLAIN = (byte) 0xfa;
  private static final byte PLAIN_SWAPPED = (byte) 0xfb;
  private static final byte LZO = 0x66;
  private static final byte LZ4 = 0x69;
  private static final byte ESCAPE = 0x50;
  private static final byte ESCAPED_PLAIN = 0;
  private static final byte ESCAPED_LZ4 = 1;

  private final int largestPacket;

  /** Made with the first compressed packet: most profiles never see one. */
  private byte @Nullable [] inflated;

  private int offset;
  private int length;

  /**
   * @param largestPacket bytes that a payload may become
   */
  PayloadFrame(int largestPacket) {
    this.largestPacket = largestPacket;
  }

  /** Where a payload that {@link #frame} put into its frame begins. */
  static int start(CompressionFraming framing, byte[] array, int offset, int length) {
    return switch (framing) {
      case NONE, SWAP -> offset;
      case BYTE -> offset - 1;
      case ESCAPE -> length > 0 && array[offset] == ESCAPE ? offset - 2 : offset;
    };
  }

  /**
   * Frames a payload where it lies: up to {@link #LEAD} bytes in front of it and one behind it are
   * overwritten.
   *
   * @param start as {@link #start} says
   * @return its length in the frame
   */
  static int frame(CompressionFraming framing, byte[] array, int start, int offset, int length) {
    switch (framing) {
      case NONE -> {}
      case BYTE -> array[start] = PLAIN;
      case SWAP -> {
        array[offset + length] = array[offset];
        array[offset] = PLAIN_SWAPPED;
        return length + 1;
      }
      case ESCAPE -> {
        if (start < offset) {
          array[start] = ESCAPE;
          array[start + 1] = ESCAPED_PLAIN;
        }
      }
    }
    return offset - start + length;
  }

  /**
   * Takes a payload out of its frame, where it lies; {@link #offset} and {@link #length} then say
   * where it is. A compressed one takes the frame's place.
   *
   * @param decompress whether the profile allows that
   * @param room bytes from {@code at} that may be overwritten
   */
  @Nullable DropReason unframe(
      CompressionFraming framing,
      boolean decompress,
      byte[] array,
      int at,
      int framedLength,
      int room) {
    offset = at;
    length = framedLength;
    if (framing == CompressionFraming.NONE || framedLength == 0) {
      return null;
    }
    byte kind = array[at];
    switch (framing) {
      case BYTE -> skip(1);
      case SWAP -> {
        length--;
        array[at] = array[at + length];
      }
      case ESCAPE -> {
        if (kind != ESCAPE) {
          return null;
        }
        if (framedLength < 2) {
          return DropReason.TRUNCATED;
        }
        kind = array[at + 1];
        skip(2);
      }
      default -> throw new IllegalStateException(framing.toString());
    }
    if (kind == plain(framing)) {
      return null;
    }
    if (kind != compressed(framing)) {
      return DropReason.MALFORMED;
    }
    return decompress
        ? inflate(framing == CompressionFraming.BYTE, array, at, room)
        : DropReason.COMPRESSED;
  }

  /** Of the payload that {@link #unframe} found. */
  int offset() {
    return offset;
  }

  int length() {
    return length;
  }

  private void skip(int count) {
    offset += count;
    length -= count;
  }

  private static byte plain(CompressionFraming framing) {
    return switch (framing) {
      case BYTE -> PLAIN;
      case SWAP -> PLAIN_SWAPPED;
      default -> ESCAPED_PLAIN;
    };
  }

  private static byte compressed(CompressionFraming framing) {
    return switch (framing) {
      case BYTE -> LZO;
      case SWAP -> LZ4;
      default -> ESCAPED_LZ4;
    };
  }

  private @Nullable DropReason inflate(boolean lzo, byte[] array, int at, int room) {
    byte[] out = inflated;
    if (out == null) {
      out = new byte[largestPacket];
      inflated = out;
    }
    int bound = Math.min(room, out.length);
    int found =
        lzo
            ? LzoBlock.decompress(array, offset, length, out, bound)
            : Lz4Block.decompress(array, offset, length, out, bound);
    if (found < 0) {
      return DropReason.MALFORMED;
    }
    System.arraycopy(out, 0, array, at, found);
    offset = at;
    length = found;
    return null;
  }
}
