// SPDX-License-Identifier: Apache-2.0
package dev.culvert.link;

import dev.culvert.driver.PacketBatch;
import dev.culvert.driver.TransportLostException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/**
 * Packets over a connection that stands, a batch with one system call where the system takes it.
 *
 * <p>What the peer does not read stays in the system and then in one buffer here. When that is full
 * a batch waits {@link #PATIENCE_MILLIS} and is then dropped; room for control packets is kept
 * free, and since all go through the one buffer, none overtakes another. Whatever a sender leaves
 * behind is written by the receiving thread as soon as the system takes more.
 */
final class TcpStream {
  /** How long a peer that does not read may hold a batch up. */
  static final long PATIENCE_MILLIS = 100;

  /** Two of the longest packets, and a batch of ordinary ones. */
  static final int BUFFER = 2 * (Frames.HEADER + Frames.LONGEST);

  /** Bytes of it that data must leave free; a window of control packets needs far less. */
  private static final int CONTROL_ROOM = 32 << 10;

  private final SocketChannel channel;
  private final Selector readable;
  private final Selector writable;
  private final SelectionKey key;
  private final ByteBuffer in;
  private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER);
  private final Object sending = new Object();

  /**
   * Takes over a connected, non-blocking channel.
   *
   * @param key of the channel in {@code readable}
   * @param writable a selector in which the channel waits for room
   * @param in what has been read already, from position to limit, in a buffer of {@link #BUFFER}
   *     bytes that belongs to the stream from now on
   */
  TcpStream(
      SocketChannel channel,
      Selector readable,
      SelectionKey key,
      Selector writable,
      ByteBuffer in) {
    this.channel = channel;
    this.readable = readable;
    this.key = key;
    this.writable = writable;
    this.in = in;
  }

  /** A buffer as the constructor wants it, with nothing in it. */
  static ByteBuffer emptyBuffer() {
    return ByteBuffer.allocateDirect(BUFFER).flip();
  }

  /** As {@link PacketSocket#receive}. */
  int receive(PacketBatch batch, long timeoutNanos) throws IOException {
    batch.clear();
    try {
      fill(batch);
      if (batch.count() == 0) {
        await(timeoutNanos);
        fill(batch);
      }
      return batch.count();
    } catch (ClosedChannelException | ClosedSelectorException | CancelledKeyException e) {
      return -1;
    } catch (TransportLostException e) {
      throw e;
    } catch (IOException e) {
      throw lost(e);
    }
  }

  private void fill(PacketBatch batch) throws IOException {
    Frames.take(in, batch);
    if (batch.isFull()) {
      return;
    }
    in.compact();
    int count;
    try {
      count = channel.read(in);
    } finally {
      in.flip();
    }
    if (count < 0 && batch.count() == 0) {
      throw new TransportLostException("the peer ended the connection");
    }
    Frames.take(in, batch);
  }

  private void await(long timeoutNanos) throws IOException {
    if (timeoutNanos == Long.MAX_VALUE) {
      readable.select();
    } else {
      readable.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(timeoutNanos + 999_999)));
    }
    boolean room = key.isWritable();
    readable.selectedKeys().clear();
    if (room) {
      synchronized (sending) {
        flush();
        if (out.position() == 0) {
          key.interestOps(SelectionKey.OP_READ);
        }
      }
    }
  }

  /** As {@link PacketSocket#send(PacketBatch, java.net.InetSocketAddress)}. */
  int send(PacketBatch batch) throws IOException {
    int next = 0;
    boolean moved;
    do {
      synchronized (sending) {
        next = add(batch, next);
        moved = flush();
        if (next == batch.count() && out.position() == 0) {
          return next;
        }
      }
    } while (moved || awaitRoom());
    leaveTheRest();
    return next;
  }

  /** Adds packets from index {@code next} on while there is room for data; the next index. */
  private int add(PacketBatch batch, int next) {
    int index = next;
    if (out.position() >= out.capacity() - CONTROL_ROOM) {
      return index;
    }
    out.limit(out.capacity() - CONTROL_ROOM);
    while (index < batch.count()
        && Frames.put(out, batch.array(), batch.offset(index), batch.length(index))) {
      index++;
    }
    out.limit(out.capacity());
    return index;
  }

  private boolean awaitRoom() throws IOException {
    try {
      boolean room = writable.select(PATIENCE_MILLIS) > 0;
      writable.selectedKeys().clear();
      return room;
    } catch (ClosedSelectorException e) {
      throw new ClosedChannelException();
    }
  }

  /** As {@link PacketSocket#send(byte[], int, int, java.net.InetSocketAddress)}; never waits. */
  boolean send(byte[] array, int offset, int length) throws IOException {
    boolean added;
    synchronized (sending) {
      try {
        if (out.remaining() < Frames.HEADER + length) {
          flush();
        }
        added = Frames.put(out, array, offset, length);
        flush();
      } catch (ClosedChannelException e) {
        throw e;
      } catch (IOException e) {
        throw lost(e);
      }
    }
    leaveTheRest();
    return added;
  }

  /** Writes what the system takes; whether that was anything. */
  private boolean flush() throws IOException {
    if (out.position() == 0) {
      return false;
    }
    out.flip();
    try {
      return channel.write(out) > 0;
    } finally {
      out.compact();
    }
  }

  /** Lets the receiving thread write what is left over. */
  private void leaveTheRest() throws ClosedChannelException {
    try {
      synchronized (sending) {
        if (out.position() == 0 || (key.interestOps() & SelectionKey.OP_WRITE) != 0) {
          return;
        }
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
      }
      readable.wakeup();
    } catch (CancelledKeyException e) {
      throw new ClosedChannelException();
    }
  }

  private static TransportLostException lost(IOException e) {
    return new TransportLostException("the connection broke: " + e.getMessage(), e);
  }
}
