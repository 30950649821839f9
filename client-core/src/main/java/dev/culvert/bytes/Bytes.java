// SPDX-License-Identifier: Apache-2.0
package dev.culvert.bytes;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/** An immutable byte string with value equality. Its text form is short hex, safe for logs only. */
public final class Bytes {
  public static final Bytes EMPTY = new Bytes(new byte[0]);
  private static final int SHOWN = 16;

  private final byte[] array;

  private Bytes(byte[] array) {
    this.array = array;
  }

  /** A copy of the whole array. */
  public static Bytes copyOf(byte[] array) {
    return copyOf(array, 0, array.length);
  }

  /** A copy of {@code length} bytes from {@code offset}. */
  public static Bytes copyOf(byte[] array, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, array.length);
    return length == 0 ? EMPTY : new Bytes(Arrays.copyOfRange(array, offset, offset + length));
  }

  /** The bytes that pairs of hex digits (either case, nothing between them) stand for. */
  public static Bytes ofHex(String hex) {
    return hex.isEmpty() ? EMPTY : new Bytes(HexFormat.of().parseHex(hex));
  }

  public int length() {
    return array.length;
  }

  public boolean isEmpty() {
    return array.length == 0;
  }

  /** The byte at {@code index}, 0 to 255. */
  public int at(int index) {
    return array[index] & 0xff;
  }

  public Bytes slice(int offset, int length) {
    return copyOf(array, offset, length);
  }

  /** A copy that belongs to the caller. */
  public byte[] toArray() {
    return array.clone();
  }

  public void copyTo(byte[] target, int offset) {
    System.arraycopy(array, 0, target, offset, array.length);
  }

  /** All bytes as lower-case hex. */
  public String toHex() {
    return HexFormat.of().formatHex(array);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(array, that.array);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(array);
  }

  @Override
  public String toString() {
    String shown = HexFormat.of().formatHex(array, 0, Math.min(array.length, SHOWN));
    return array.length + " B " + shown + (array.length > SHOWN ? "…" : "");
  }
}
