// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import dev.culvert.driver.PacketBatch;
import dev.culvert.driver.TunPort;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;

/** The network adapter: a tun device whose packets stop while it is not connected. */
final class Adapter {
  private static final int SLOTS = 64;
  private static final int LARGEST = 2048;

  private final TunPort tun;
  private final PacketBatch out = new PacketBatch(1, LARGEST, 0);
  private volatile boolean connected;

  Adapter(TunPort tun) {
    this.tun = tun;
  }

  /** Media state. */
  void connected(boolean value) {
    connected = value;
  }

  boolean isConnected() {
    return connected;
  }

  /** Hands a packet to the system; any thread. */
  synchronized void write(byte[] packet) throws IOException {
    if (!connected || packet.length == 0 || packet.length > LARGEST) {
      return;
    }
    out.clear();
    System.arraycopy(packet, 0, out.array(), out.nextOffset(), packet.length);
    out.add(packet.length);
    tun.write(out);
  }

  /** Gives every packet of the system to {@code sink} until the device is closed. */
  void run(Consumer<byte[]> sink) throws IOException {
    PacketBatch batch = new PacketBatch(SLOTS, LARGEST, 0);
    while (tun.read(batch) >= 0) {
      for (int i = 0; i < batch.count() && connected; i++) {
        int from = batch.offset(i);
        sink.accept(Arrays.copyOfRange(batch.array(), from, from + batch.length(i)));
      }
    }
  }
}
