// SPDX-License-Identifier: Apache-2.0
package dev.culvert.linux.capi;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Native memory that lives as long as this object does, zeroed, seen as a buffer in host order. */
public final class NativeMemory {
  private final Memory memory;
  private final ByteBuffer buffer;
  private final long address;

  public NativeMemory(int size) {
    memory = new Memory(size);
    memory.clear();
    buffer = memory.getByteBuffer(0, size).order(ByteOrder.nativeOrder());
    address = Pointer.nativeValue(memory);
  }

  /** For a call; valid while this object is reachable. */
  public long address() {
    return address;
  }

  /** The one view of all of it; use absolute access. */
  public ByteBuffer buffer() {
    return buffer;
  }

  public int size() {
    return (int) memory.size();
  }
}
