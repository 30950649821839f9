// SPDX-License-Identifier: Apache-2.0
package dev.culvert.diag;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * An ordinary program's traffic: numbered datagrams from a socket at the tunnel's own address to an
 * echo host, some at a time. Belongs to one thread.
 */
final class EchoTraffic implements AutoCloseable {
  static final int LENGTH = 1200;
  private static final int ECHO_PORT = 7;
  private static final int WINDOW = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration STEP = Duration.ofMillis(100);

  /**
   * What became of the datagrams.
   *
   * @param medianMicros of the round trips
   */
  record Count(long sent, long returned, long medianMicros) {
    long lost() {
      return sent - returned;
    }
  }

  private final DatagramSocket socket;
  private final InetSocketAddress echo;
  private int next;

  private EchoTraffic(DatagramSocket socket, InetAddress host) {
    this.socket = socket;
    this.echo = new InetSocketAddress(host, ECHO_PORT);
  }

  /**
   * Binds to the tunnel's address, which the system may show some moments after it has taken it.
   *
   * @throws IOException the system does not let a socket use that address within 5 s
   */
  static EchoTraffic open(InetAddress own, InetAddress host)
      throws IOException, InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    for (int tries = 0; ; tries++) {
      try {
        return new EchoTraffic(new DatagramSocket(new InetSocketAddress(own, 0)), host);
      } catch (BindException e) {
        if (tries == 50) {
          throw new IOException(
              "no socket can be bound to the tunnel's address " + own.getHostAddress(), e);
        }
        never.await(STEP.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
  }

  /**
   * Sends one datagram after the other until one comes back: how long that took in microseconds.
   *
   * @throws IOException none comes within {@code patience}
   */
  long awaitFirst(Duration patience) throws IOException {
    long start = System.nanoTime();
    socket.setSoTimeout((int) STEP.toMillis());
    while (System.nanoTime() - start < patience.toNanos()) {
      send(next++);
      try {
        receive();
        drain();
        return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
      } catch (SocketTimeoutException e) {
        // Before the key is in place at both ends what is sent is lost: once more.
      }
    }
    throw new IOException(
        "nothing came back through the tunnel within " + patience.toSeconds() + " s");
  }

  /** Takes what may still come of earlier tries, so that it is not counted later. */
  private void drain() throws IOException {
    try {
      while (true) {
        receive();
      }
    } catch (SocketTimeoutException e) {
      return;
    }
  }

  /** Sends and receives while there is more to send, then until all is back or lost. */
  Count exchange(BooleanSupplier more) throws IOException {
    Map<Integer, Long> underWay = new HashMap<>();
    long[] nanos = new long[1024];
    int first = next;
    int returned = 0;
    int lost = 0;
    socket.setSoTimeout((int) PATIENCE.toMillis());
    while (true) {
      while (underWay.size() < WINDOW && more.getAsBoolean()) {
        underWay.put(next, System.nanoTime());
        send(next++);
      }
      if (underWay.isEmpty()) {
        break;
      }
      try {
        Long sent = underWay.remove(receive());
        if (sent != null) {
          nanos = returned == nanos.length ? Arrays.copyOf(nanos, 2 * returned) : nanos;
          nanos[returned++] = System.nanoTime() - sent;
        }
      } catch (SocketTimeoutException e) {
        lost += underWay.size();
        underWay.clear();
        if (lost >= 4 * WINDOW) {
          break;
        }
      }
    }
    long[] sorted = Arrays.copyOf(nanos, returned);
    Arrays.sort(sorted);
    long median = returned == 0 ? 0 : TimeUnit.NANOSECONDS.toMicros(sorted[returned / 2]);
    return new Count(next - first, returned, median);
  }

  private void send(int number) throws IOException {
    byte[] payload = new byte[LENGTH];
    ByteBuffer.wrap(payload).putInt(number);
    socket.send(new DatagramPacket(payload, payload.length, echo));
  }

  private int receive() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[LENGTH + 1], LENGTH + 1);
    socket.receive(packet);
    return ByteBuffer.wrap(packet.getData()).getInt();
  }

  @Override
  public void close() {
    socket.close();
  }
}
