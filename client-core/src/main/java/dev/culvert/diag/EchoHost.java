// SPDX-License-Identifier: Apache-2.0
package dev.culvert.diag;

import dev.culvert.datapath.MemoryTun;
import dev.culvert.runtime.Threads;
import java.net.Inet4Address;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;

/**
 * A computer behind the far end of a tunnel that sends every UDP datagram back to where it came
 * from. Other packets, which every system sends by itself, are passed over.
 */
final class EchoHost implements AutoCloseable {
  private static final int UDP = 17;
  private static final int HEADER = 20;
  private static final int UDP_HEADER = 8;
  private static final int SOURCE = 12;
  private static final int DESTINATION = 16;
  private static final int QUEUE = 1024;
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final byte[] address;
  private final MemoryTun tun;
  private final LongAdder echoed = new LongAdder();
  private volatile boolean closed;

  EchoHost(String device, Inet4Address address) {
    this.address = address.getAddress();
    this.tun = new MemoryTun(device, QUEUE);
    Threads.named("echo-host").newThread(this::receive).start();
  }

  MemoryTun tun() {
    return tun;
  }

  /** Datagrams sent back. */
  long echoed() {
    return echoed.sum();
  }

  private void receive() {
    while (!closed) {
      tun.take(LOOK_AGAIN)
          .filter(packet -> isForUs(packet, address))
          .ifPresent(
              packet -> {
                swap(packet, SOURCE, DESTINATION, 4);
                swap(packet, HEADER, HEADER + 2, 2);
                echoed.increment();
                tun.inject(packet, LOOK_AGAIN);
              });
    }
  }

  private static boolean isForUs(byte[] packet, byte[] address) {
    return packet.length >= HEADER + UDP_HEADER
        && packet[0] == 0x45
        && packet[9] == UDP
        && Arrays.equals(packet, DESTINATION, DESTINATION + 4, address, 0, 4);
  }

  /** Two fields change places, which leaves every checksum over both as it is (RFC 1071). */
  private static void swap(byte[] packet, int one, int other, int length) {
    for (int i = 0; i < length; i++) {
      byte kept = packet[one + i];
      packet[one + i] = packet[other + i];
      packet[other + i] = kept;
    }
  }

  @Override
  public void close() {
    closed = true;
    tun.close();
  }
}
