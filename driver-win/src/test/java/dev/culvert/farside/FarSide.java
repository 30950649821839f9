// SPDX-License-Identifier: Apache-2.0
package dev.culvert.farside;

import dev.culvert.driver.DeviceRequest;
import dev.culvert.driver.PacketBatch;
import dev.culvert.driver.TunPort;
import dev.culvert.farside.StandIn.DriverVersion;
import dev.culvert.linux.tun.TunDevice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The process behind the stand-in driver. Prints {@code ready}, then a line for each request and
 * event, and {@code VIOLATION: ...} for anything that the real driver would not take.
 *
 * <p>Arguments: the tun device's name, the driver's version, {@code chacha} or {@code no-chacha}.
 */
public final class FarSide {
  static final int PORT = 23717;
  static final int VERSION_PORT = 23718;
  static final int CUT_PORT = 23719;
  private static final int SLOTS = 32;
  private static final int SLOT = 4096;
  private static volatile @Nullable StandIn current;

  private FarSide() {}

  /** Runs until it is killed. */
  public static void main(String[] arguments) throws IOException {
    int[] numbers =
        Arrays.stream(arguments[1].split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
    DriverVersion version = new DriverVersion(numbers[0], numbers[1], numbers[2]);
    boolean chacha = arguments[2].equals("chacha");
    TunPort tun = TunDevice.open(new DeviceRequest(arguments[0], 1500));
    ServerSocket device = Relay.listen(PORT);
    ServerSocket versions = Relay.listen(VERSION_PORT);
    PacketBatch outgoing = new PacketBatch(1, SLOT, 0);
    start(
        () ->
            Relay.serve(
                device,
                driver -> {
                  StandIn opened =
                      new StandIn(driver, (p, n) -> write(tun, outgoing, p, n), version, chacha);
                  current = opened;
                  return opened;
                }));
    start(() -> Relay.serve(versions, driver -> new VersionDevice(driver, version)));
    start(() -> readTun(tun));
    start(FarSide::tick);
    log("ready " + tun.id().name());
    awaitCuts();
  }

  private interface Task {
    void run() throws IOException;
  }

  private static void start(Task task) {
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                task.run();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private static synchronized void write(
      TunPort tun, PacketBatch batch, byte[] packet, int length) {
    batch.clear();
    System.arraycopy(packet, 0, batch.array(), batch.nextOffset(), length);
    batch.add(length);
    try {
      tun.write(batch);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void readTun(TunPort tun) throws IOException {
    PacketBatch batch = new PacketBatch(SLOTS, SLOT, 0);
    while (tun.read(batch) >= 0) {
      StandIn handle = current;
      for (int i = 0; handle != null && i < batch.count(); i++) {
        handle.onTunnelPacket(batch.array(), batch.offset(i), batch.length(i));
      }
    }
  }

  private static void tick() {
    while (true) {
      try {
        TimeUnit.SECONDS.sleep(1);
      } catch (InterruptedException e) {
        return;
      }
      StandIn handle = current;
      if (handle != null) {
        handle.onTick();
      }
    }
  }

  /** Any connection to the third port takes the driver away under an open handle. */
  private static void awaitCuts() throws IOException {
    try (ServerSocket cuts = Relay.listen(CUT_PORT)) {
      while (true) {
        cuts.accept().close();
        StandIn handle = current;
        if (handle != null) {
          handle.cut();
          log("cut");
        }
      }
    }
  }

  static void log(String line) {
    System.out.println(line);
  }

  static void violation(String what) {
    log("VIOLATION: " + what);
  }

  /** {@code \\.\ovpn-dco-ver}: answers GET_VERSION and nothing else. */
  private record VersionDevice(Relay.Driver driver, DriverVersion version) implements Relay.Handle {
    private static final List<Integer> ALLOWED = List.of(0x220020);

    @Override
    public void onControl(int id, int code, byte[] in, int outLength) {
      try {
        if (!ALLOWED.contains(code)) {
          throw new Request.Refused(Status.INVALID_DEVICE_REQUEST, "on the version device");
        }
        driver.reply(id, Status.SUCCESS, StandIn.version(version, outLength));
      } catch (Request.Refused e) {
        violation("request %#x on the version device".formatted(code));
        driver.reply(id, e.status, new byte[0]);
      }
    }

    @Override
    public void onWrite(int id, byte[] packet) {
      violation("a write to the version device");
      driver.reply(id, Status.INVALID_DEVICE_REQUEST, new byte[0]);
    }

    @Override
    public void onNoRead() {}

    @Override
    public void onSecondRead() {}

    @Override
    public void onClosed() {}
  }
}
