// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.dco;

import com.sun.management.ThreadMXBean;
import dev.culvert.bytes.Bytes;
import dev.culvert.bytes.Secret;
import dev.culvert.driver.DriverException;
import dev.culvert.driver.KeySlot;
import dev.culvert.keys.DataCipher;
import dev.culvert.keys.DataKey;
import dev.culvert.win.capi.DeviceFile;
import dev.culvert.win.capi.NativeKernel32;
import dev.culvert.wire.KeyId;
import dev.culvert.wire.PeerId;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * What the binding costs on a device that answers at once: one control request, a control packet
 * written and read back, and the two requests of a rekey. For the loopback driver of the Windows
 * rig; argument: the device's path.
 */
public final class DriverBindingBench {
  private static final int WARM_UP = 4_000;
  private static final int ROUNDS = 5_000;
  private static final int PACKET = 1_400;
  private static final int MILLIS = 5_000;
  private static final byte[] NOTHING = {};

  /** The rig's request that is answered with its own input: CTL_CODE(0x22, 0x900, 0, 0). */
  private static final int ECHO = (0x22 << 16) | (0x900 << 2);

  private interface Step {
    void run() throws DriverException;
  }

  private final DeviceFile file;
  private final byte[] packet = new byte[PACKET];
  private final byte[] received = new byte[DcoLink.LARGEST_READ];
  private final byte[] request = new byte[64];
  private final byte[] answer = new byte[64];
  private final DataKey key =
      new DataKey(
          new KeyId(1),
          DataCipher.AES_256_GCM,
          Secret.copyOf(new byte[32]),
          Bytes.copyOf(new byte[8]),
          Secret.copyOf(new byte[32]),
          Bytes.copyOf(new byte[8]));

  private DriverBindingBench(DeviceFile file) {
    this.file = file;
  }

  public static void main(String[] arguments) throws DriverException {
    try (DeviceFile file =
        DeviceFile.open(
            NativeKernel32.INSTANCE, arguments[0], DcoLink.LARGEST_READ, DcoLink.LARGEST_WRITE)) {
      DriverBindingBench bench = new DriverBindingBench(file);
      print("ioctl", bench::ioctl);
      print("packet", bench::packet);
      print("rekey", bench::rekey);
    }
  }

  private void ioctl() throws DriverException {
    file.control("ECHO", ECHO, request, answer, MILLIS);
  }

  /** As {@link DcoLink} does it, on one thread. */
  private void packet() throws DriverException {
    file.write(packet);
    file.read(received, () -> true);
  }

  /** As {@link DcoDevice} does it: the key as bytes, NEW_KEY, the bytes wiped, SWAP_KEYS. */
  private void rekey() throws DriverException {
    byte[] bytes = new CryptoData(KeySlot.SECONDARY, key, new PeerId(1)).encode();
    file.control("NEW_KEY", ECHO, bytes, NOTHING, MILLIS);
    Arrays.fill(bytes, (byte) 0);
    file.control("SWAP_KEYS", ECHO, NOTHING, NOTHING, MILLIS);
  }

  private static void print(String name, Step step) throws DriverException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < WARM_UP; i++) {
      step.run();
    }
    long bytes = threads.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    for (int i = 0; i < ROUNDS; i++) {
      step.run();
    }
    double micros = (System.nanoTime() - start) / 1e3 / ROUNDS;
    bytes = threads.getCurrentThreadAllocatedBytes() - bytes;
    System.out.printf("java %s %.1f us %d bytes%n", name, micros, bytes / ROUNDS);
  }
}
