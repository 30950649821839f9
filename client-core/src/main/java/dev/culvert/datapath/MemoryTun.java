// SPDX-License-Identifier: Apache-2.0
package dev.culvert.datapath;

import dev.culvert.driver.DeviceId;
import dev.culvert.driver.PacketBatch;
import dev.culvert.driver.TunPort;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A tun device without a system behind it, for the demo and for tests: whoever holds it injects the
 * packets that the system would send and takes those that it would get. Any thread.
 */
public final class MemoryTun implements TunPort {
  private final DeviceId id;
  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<byte[]> fromSystem = new ArrayDeque<>();
  private final ArrayDeque<byte[]> toSystem = new ArrayDeque<>();
  private long overflowed;
  private boolean closed;

  /**
   * @param capacity packets that each direction holds; more are dropped and counted
   */
  public MemoryTun(String name, int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity " + capacity);
    }
    this.id = new DeviceId(name, 0);
    this.capacity = capacity;
  }

  /**
   * The system sends a packet into the tunnel.
   *
   * @param packet belongs to the device from now on
   * @return false when the queue is full or the device closed: the packet is dropped
   */
  public boolean inject(byte[] packet) {
    return inject(packet, Duration.ZERO);
  }

  /** The same, waiting up to {@code patience} for room. */
  public boolean inject(byte[] packet, Duration patience) {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (!closed && fromSystem.size() == capacity && left > 0) {
        left = changed.awaitNanos(left);
      }
      return !closed && offer(fromSystem, packet);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** The next packet out of the tunnel, empty when none comes within {@code patience}. */
  public Optional<byte[]> take(Duration patience) {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (!closed && toSystem.isEmpty() && left > 0) {
        left = changed.awaitNanos(left);
      }
      return Optional.ofNullable(toSystem.poll());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Packets dropped because a queue was full, both directions. */
  public long overflowed() {
    lock.lock();
    try {
      return overflowed;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public DeviceId id() {
    return id;
  }

  @Override
  public int read(PacketBatch batch) {
    batch.clear();
    lock.lock();
    try {
      while (!closed && fromSystem.isEmpty()) {
        changed.awaitUninterruptibly();
      }
      if (closed) {
        return -1;
      }
      while (!batch.isFull() && !fromSystem.isEmpty()) {
        append(batch, fromSystem.remove());
      }
      changed.signalAll();
      return batch.count();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int write(PacketBatch batch) {
    lock.lock();
    try {
      int taken = 0;
      for (int i = 0; i < batch.count() && !closed; i++) {
        int from = batch.offset(i);
        if (offer(toSystem, Arrays.copyOfRange(batch.array(), from, from + batch.length(i)))) {
          taken++;
        }
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void append(PacketBatch batch, byte[] packet) {
    if (packet.length > batch.room()) {
      overflowed++;
      return;
    }
    System.arraycopy(packet, 0, batch.array(), batch.nextOffset(), packet.length);
    batch.add(packet.length);
  }

  private boolean offer(ArrayDeque<byte[]> queue, byte[] packet) {
    if (queue.size() == capacity) {
      overflowed++;
      return false;
    }
    queue.add(packet);
    changed.signalAll();
    return true;
  }
}
