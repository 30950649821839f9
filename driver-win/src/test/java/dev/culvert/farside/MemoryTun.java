// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import dev.culvert.bytes.Bytes;
import dev.culvert.driver.DeviceId;
import dev.culvert.driver.PacketBatch;
import dev.culvert.driver.TunPort;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A tun device without a system: what is written stays in a queue. */
final class MemoryTun implements TunPort {
  final BlockingQueue<Bytes> written = new LinkedBlockingQueue<>();

  @Override
  public DeviceId id() {
    return new DeviceId("memory", 1);
  }

  @Override
  public int read(PacketBatch batch) throws IOException {
    return -1;
  }

  @Override
  public int write(PacketBatch batch) {
    for (int i = 0; i < batch.count(); i++) {
      written.add(Bytes.copyOf(batch.array(), batch.offset(i), batch.length(i)));
    }
    return batch.count();
  }

  @Override
  public void close() {}
}
