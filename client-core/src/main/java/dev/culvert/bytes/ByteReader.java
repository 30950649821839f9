// SPDX-License-Identifier: Apache-2.0
package dev.culvert.bytes;

import static java.util.Objects.checkFromIndexSize;

/**
 * A cursor over part of a byte array, network byte order. The array is borrowed, not copied, and
 * never written. Every read past the end throws {@link ShortInputException}.
 */
public final class ByteReader {
  private final byte[] array;
  private final int end;
  private int position;

  public ByteReader(byte[] array, int offset, int length) {
    checkFromIndexSize(offset, length, array.length);
    this.array = array;
    this.position = offset;
    this.end = offset + length;
  }

  public ByteReader(byte[] array) {
    this(array, 0, array.length);
  }

  public ByteReader(Bytes bytes) {
    this(bytes.toArray());
  }

  /** Bytes left. */
  public int remaining() {
    return end - position;
  }

  /** Next byte, 0 to 255. */
  public int u8() {
    return array[take(1)] & 0xff;
  }

  /** Next two bytes, 0 to 65535. */
  public int u16() {
    return u8() << 8 | u8();
  }

  /** Next three bytes, 0 to 0xffffff. */
  public int u24() {
    return u16() << 8 | u8();
  }

  /** Next four bytes as an unsigned number. */
  public long u32() {
    return (long) u16() << 16 | u16();
  }

  /** Next eight bytes, as they are. */
  public long u64() {
    return u32() << 32 | u32();
  }

  /** A copy of the next {@code length} bytes. */
  public byte[] array(int length) {
    int from = take(length);
    byte[] copy = new byte[length];
    System.arraycopy(array, from, copy, 0, length);
    return copy;
  }

  /** A copy of the next {@code length} bytes as a value. */
  public Bytes bytes(int length) {
    int from = take(length);
    return Bytes.copyOf(array, from, length);
  }

  /** Everything that is left. */
  public Bytes rest() {
    return bytes(remaining());
  }

  /** Passes over {@code length} bytes. */
  public void skip(int length) {
    take(length);
  }

  private int take(int length) {
    if (length < 0 || length > end - position) {
      throw new ShortInputException(length, end - position);
    }
    int from = position;
    position += length;
    return from;
  }
}
