// SPDX-License-Identifier: Apache-2.0
package dev.culvert.bytes;

import java.util.Arrays;

/** A growing byte string, network byte order. Numbers out of range are our own bug and throw. */
public final class ByteWriter {
  private byte[] array;
  private int length;

  public ByteWriter() {
    this(128);
  }

  public ByteWriter(int capacity) {
    array = new byte[capacity];
  }

  public ByteWriter u8(int value) {
    // The index first: reserving may replace the array.
    int at = reserve(1);
    array[at] = (byte) inRange(value, 0xff);
    return this;
  }

  public ByteWriter u16(int value) {
    inRange(value, 0xffff);
    return u8(value >>> 8).u8(value & 0xff);
  }

  public ByteWriter u24(int value) {
    inRange(value, 0xff_ffff);
    return u8(value >>> 16).u16(value & 0xffff);
  }

  public ByteWriter u32(long value) {
    inRange(value, 0xffff_ffffL);
    return u16((int) (value >>> 16)).u16((int) (value & 0xffff));
  }

  public ByteWriter u64(long value) {
    return u32(value >>> 32).u32(value & 0xffff_ffffL);
  }

  public ByteWriter bytes(byte[] bytes, int offset, int count) {
    int at = reserve(count);
    System.arraycopy(bytes, offset, array, at, count);
    return this;
  }

  public ByteWriter bytes(byte[] bytes) {
    return bytes(bytes, 0, bytes.length);
  }

  public ByteWriter bytes(Bytes bytes) {
    int at = reserve(bytes.length());
    bytes.copyTo(array, at);
    return this;
  }

  /** Bytes written so far. */
  public int length() {
    return length;
  }

  /** A copy of what was written. */
  public byte[] toArray() {
    return Arrays.copyOf(array, length);
  }

  /** What was written, as a value. */
  public Bytes toBytes() {
    return Bytes.copyOf(array, 0, length);
  }

  private int reserve(int count) {
    if (array.length - length < count) {
      array = Arrays.copyOf(array, Math.max(array.length * 2, length + count));
    }
    int at = length;
    length += count;
    return at;
  }

  private static long inRange(long value, long max) {
    if (value < 0 || value > max) {
      throw new IllegalArgumentException(value + " is not in 0.." + max);
    }
    return value;
  }
}
