// SPDX-License-Identifier: Apache-2.0
package dev.culvert.datapath;

import dev.culvert.driver.Capabilities;
import dev.culvert.driver.DeviceRequest;
import dev.culvert.driver.Feature;
import dev.culvert.driver.TunPorts;
import dev.culvert.driver.TunnelDevice;
import dev.culvert.driver.TunnelDriver;
import dev.culvert.event.DropCounters;
import dev.culvert.keys.DataCipher;
import dev.culvert.link.PacketSocket;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/** The data channel in user space, as a driver: it carries what no kernel driver can. */
public final class UserspaceDriver implements TunnelDriver {
  private static final Capabilities CAPABILITIES =
      new Capabilities(
          Set.of(DataCipher.values()),
          Map.of(
              Feature.FRAGMENT, "does not cut packets in this version",
              Feature.LAYER_2, "has no tap devices",
              Feature.NULL_DEVICE, "always makes a device",
              Feature.UNIX_DEVICE, "always makes a device",
              Feature.STATIC_KEY, "has no static keys",
              Feature.MANY_PEERS, "has one peer"));

  private final TunPorts tuns;
  private final PacketSocket.Opener sockets;
  private final ThreadFactory threads;
  private final Supplier<ReplayCheck> replayChecks;

  /**
   * @param tuns where its devices come from
   * @param sockets where its sockets come from
   * @param threads makes its data threads
   * @param replayChecks a fresh replay window for every key
   */
  public UserspaceDriver(
      TunPorts tuns,
      PacketSocket.Opener sockets,
      ThreadFactory threads,
      Supplier<ReplayCheck> replayChecks) {
    this.tuns = tuns;
    this.sockets = sockets;
    this.threads = threads;
    this.replayChecks = replayChecks;
  }

  @Override
  public String name() {
    return "user space";
  }

  @Override
  public Optional<String> version() {
    return Optional.empty();
  }

  @Override
  public Optional<String> unavailable() {
    return tuns.unavailable();
  }

  @Override
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public TunnelDevice open(DeviceRequest request) throws IOException {
    return UserspaceDevice.open(
        tuns.open(request),
        request.mtu(),
        sockets,
        threads,
        System::nanoTime,
        replayChecks,
        new DropCounters());
  }
}
