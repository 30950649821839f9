// SPDX-License-Identifier: Apache-2.0
package dev.culvert.demo;

import dev.culvert.datapath.MemoryTun;
import dev.culvert.runtime.Threads;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * A very small computer behind one end of the tunnel: it answers pings, counts what it is sent, and
 * can ping and send in bulk itself.
 */
final class Host implements AutoCloseable {
  static final int BULK_LENGTH = 1400;

  /** Packets under way at most: what a socket buffer of the smallest usual size holds. */
  private static final int WINDOW = 64;

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final int QUEUE = 512;

  private final Inet4Address address;
  private final MemoryTun tun;
  private final BlockingQueue<Integer> replies = new LinkedBlockingQueue<>();
  private final LongAdder bulkReceived = new LongAdder();
  private final Semaphore window = new Semaphore(WINDOW);
  private volatile boolean closed;

  Host(String name, String address) {
    this.address = (Inet4Address) InetAddress.ofLiteral(address);
    this.tun = new MemoryTun(name, QUEUE);
    Threads.named("host-" + name).newThread(this::receive).start();
  }

  MemoryTun tun() {
    return tun;
  }

  Inet4Address address() {
    return address;
  }

  /** Bulk packets that arrived here. */
  long bulkReceived() {
    return bulkReceived.sum();
  }

  private void receive() {
    while (!closed) {
      tun.take(LOOK_AGAIN).ifPresent(this::onPacket);
    }
  }

  private void onPacket(byte[] packet) {
    if (Ipv4.isEchoRequest(packet)) {
      tun.inject(Ipv4.echoReply(packet));
    } else if (Ipv4.isEchoReply(packet)) {
      replies.add(Ipv4.sequence(packet));
    } else if (Ipv4.isNumbered(packet)) {
      bulkReceived.increment();
      window.release();
    }
  }

  /** Pings {@code other}: nanoseconds there and back, empty when no answer came. */
  OptionalLong ping(Host other, int sequence, Duration patience) throws InterruptedException {
    replies.clear();
    long sent = System.nanoTime();
    tun.inject(Ipv4.echoRequest(address, other.address, sequence));
    long left = patience.toNanos();
    while (left > 0) {
      Integer reply = replies.poll(left, TimeUnit.NANOSECONDS);
      if (reply != null && reply == sequence) {
        return OptionalLong.of(System.nanoTime() - sent);
      }
      left = patience.toNanos() - (System.nanoTime() - sent);
    }
    return OptionalLong.empty();
  }

  /**
   * Sends one bulk packet when {@code other} has taken enough of those before.
   *
   * @return false when the other host took nothing for a second: packets are lost
   */
  boolean sendBulk(Host other, int number) throws InterruptedException {
    if (!other.window.tryAcquire(1, TimeUnit.SECONDS)) {
      return false;
    }
    return tun.inject(Ipv4.numbered(address, other.address, BULK_LENGTH, number), LOOK_AGAIN);
  }

  /** Waits until {@code other} has all that was sent to it, at most a second. */
  void awaitBulk(Host other) throws InterruptedException {
    if (other.window.tryAcquire(WINDOW, 1, TimeUnit.SECONDS)) {
      other.window.release(WINDOW);
    }
  }

  /** Forgets what is lost, so that the next transfer starts with a whole window. */
  void resetWindow() {
    window.drainPermits();
    window.release(WINDOW);
  }

  @Override
  public void close() {
    closed = true;
    tun.close();
  }
}
