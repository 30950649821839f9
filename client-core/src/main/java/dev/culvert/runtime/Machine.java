// SPDX-License-Identifier: Apache-2.0
package dev.culvert.runtime;

import dev.culvert.client.Surroundings;
import dev.culvert.datapath.UserspaceDevice;
import dev.culvert.driver.DeviceRequest;
import dev.culvert.driver.PlatformProvider;
import dev.culvert.driver.TunPort;
import dev.culvert.driver.TunnelDevice;
import dev.culvert.event.DropCounters;
import dev.culvert.link.UdpSocket;
import dev.culvert.network.AppliedPlan;
import dev.culvert.network.Cleanup;
import dev.culvert.network.JournalFile;
import dev.culvert.network.NetworkPlan;
import dev.culvert.network.SystemRoutes;
import dev.culvert.profile.DataOptions;
import dev.culvert.time.EventLoop;
import dev.culvert.wire.ReplayWindow;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The machine that we run on, for connections with the user-space data channel. */
public final class Machine implements Surroundings {
  private final EventLoop loop;
  private final PlatformProvider platform;
  private final JournalFolder journals;
  private final DataOptions data;
  private final ThreadFactory lookups = Threads.named("lookup");

  /**
   * The surroundings of one profile's connection.
   *
   * @param data for the replay window of the data channel
   * @throws IOException the folder for the undo journal cannot be had
   */
  public Machine(EventLoop loop, PlatformProvider platform, DataOptions data) throws IOException {
    this.loop = loop;
    this.platform = platform;
    this.journals = JournalFolder.open(platform.stateDirectory());
    this.data = data;
  }

  /** Undoes what crashed connections left behind; those that run are not touched. */
  public List<Cleanup> cleanUp() throws IOException {
    return journals.cleanUp(platform.network());
  }

  @Override
  public void resolve(String host, Consumer<List<InetAddress>> answer) {
    Thread lookup =
        lookups.newThread(
            () -> {
              List<InetAddress> found = lookUp(host);
              loop.execute(() -> answer.accept(found));
            });
    lookup.start();
  }

  private static List<InetAddress> lookUp(String host) {
    try {
      return List.of(InetAddress.getAllByName(host));
    } catch (UnknownHostException e) {
      return List.of();
    }
  }

  @Override
  public String backend() {
    return "user space";
  }

  @Override
  public TunnelDevice openDevice(DeviceRequest request) throws IOException {
    TunPort tun = platform.tunPorts().open(request);
    return UserspaceDevice.open(
        tun,
        request.mtu(),
        UdpSocket::open,
        Threads.named("data"),
        System::nanoTime,
        () -> new ReplayWindow(data.replayWindow(), data.replayTime())::accept,
        new DropCounters());
  }

  @Override
  public SystemRoutes routes(@Nullable InetAddress server) throws IOException {
    return SystemRoutes.read(platform.network(), server);
  }

  @Override
  public AppliedPlan apply(NetworkPlan plan) throws IOException {
    JournalFile journal = journals.create(plan.device());
    return AppliedPlan.apply(plan, platform.network(), journal);
  }
}
