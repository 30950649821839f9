// SPDX-License-Identifier: Apache-2.0
package dev.culvert.driver;

/**
 * Packets of one direction, in slots of one array that lives as long as the path does: no packet
 * allocates. Each slot starts with headroom where a header can be put in front without moving the
 * packet. Not thread-safe: it belongs to one thread.
 */
public final class PacketBatch {
  private final byte[] array;
  private final int[] offsets;
  private final int[] lengths;
  private final int slotSize;
  private final int headroom;
  private final int tailroom;
  private int count;

  /**
   * @param slots packets it holds
   * @param slotSize bytes for a packet with its headroom
   * @param headroom bytes kept free in front of each packet
   */
  public PacketBatch(int slots, int slotSize, int headroom) {
    this(slots, slotSize, headroom, 0);
  }

  /**
   * @param slots packets it holds
   * @param slotSize bytes for a packet with its headroom and tailroom
   * @param headroom bytes kept free in front of each packet
   * @param tailroom bytes kept free behind each packet, as scratch space for a cipher
   */
  public PacketBatch(int slots, int slotSize, int headroom, int tailroom) {
    if (slots < 1 || headroom < 0 || tailroom < 0 || slotSize <= headroom + tailroom) {
      throw new IllegalArgumentException(
          slots + " slots of " + slotSize + "/" + headroom + "/" + tailroom);
    }
    this.array = new byte[Math.multiplyExact(slots, slotSize)];
    this.offsets = new int[slots];
    this.lengths = new int[slots];
    this.slotSize = slotSize;
    this.headroom = headroom;
    this.tailroom = tailroom;
  }

  /**
   * The array behind all slots; packet {@code i} is {@code length(i)} bytes from {@code offset(i)}.
   */
  public byte[] array() {
    return array;
  }

  public int count() {
    return count;
  }

  public boolean isFull() {
    return count == offsets.length;
  }

  public void clear() {
    count = 0;
  }

  public int offset(int index) {
    return offsets[index];
  }

  public int length(int index) {
    return lengths[index];
  }

  /** Where the next packet goes; the batch must not be full. */
  public int nextOffset() {
    return count * slotSize + headroom;
  }

  /** Bytes that fit from {@link #nextOffset}. */
  public int room() {
    return slotSize - headroom - tailroom;
  }

  /** Takes the next slot as a packet of {@code length} bytes at {@link #nextOffset}. */
  public void add(int length) {
    add(nextOffset(), length);
  }

  /** Takes the next slot as a packet that lies anywhere within that slot. */
  public void add(int offset, int length) {
    int slot = count * slotSize;
    if (length < 0 || offset < slot || offset + length > slot + slotSize) {
      throw new IllegalArgumentException(length + " B at " + offset + " leave slot " + count);
    }
    offsets[count] = offset;
    lengths[count] = length;
    count++;
  }
}
