// SPDX-License-Identifier: Apache-2.0
package dev.culvert.bytes;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;

/**
 * Key material: compared in constant time, redacted as text, wiped by {@link #destroy}. It owns its
 * bytes; what it hands out is a copy that the caller wipes.
 */
public final class Secret {
  private final byte[] array;

  private Secret(byte[] array) {
    this.array = array;
  }

  public static Secret copyOf(byte[] array) {
    return copyOf(array, 0, array.length);
  }

  public static Secret copyOf(byte[] array, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, array.length);
    return new Secret(Arrays.copyOfRange(array, offset, offset + length));
  }

  public int length() {
    return array.length;
  }

  public Secret slice(int offset, int length) {
    return copyOf(array, offset, length);
  }

  /** A copy that belongs to the caller. */
  public byte[] toArray() {
    return array.clone();
  }

  /** Whether every byte is zero, as a destroyed or a never filled key is. */
  public boolean isZero() {
    int any = 0;
    for (byte b : array) {
      any |= b;
    }
    return any == 0;
  }

  /** Overwrites the bytes. Calling it again does nothing more. */
  public void destroy() {
    Arrays.fill(array, (byte) 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && MessageDigest.isEqual(array, that.array);
  }

  /**
   * The same for all secrets of one length: a hash of key bytes would tell something about them.
   */
  @Override
  public int hashCode() {
    return array.length;
  }

  @Override
  public String toString() {
    return "secret of " + array.length + " B";
  }
}
