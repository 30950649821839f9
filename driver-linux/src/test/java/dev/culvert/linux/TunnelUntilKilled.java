// SPDX-License-Identifier: Apache-2.0
package dev.culvert.linux;

import dev.culvert.driver.DeviceRequest;
import dev.culvert.linux.net.LinuxNetwork;
import dev.culvert.linux.tun.TunDevice;
import dev.culvert.network.AppliedPlan;
import dev.culvert.network.NetworkPlanner;
import dev.culvert.network.SystemRoutes;
import dev.culvert.network.TunnelNetwork;
import dev.culvert.runtime.JournalFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** A program that sets a tunnel up, replaces the default route, and then waits for its end. */
final class TunnelUntilKilled {
  private TunnelUntilKilled() {}

  public static void main(String[] arguments) throws IOException {
    LinuxNetwork network = new LinuxNetwork();
    TunDevice tun = TunDevice.open(new DeviceRequest("tun", 1400));
    TunnelNetwork wanted = TunnelOnLinuxTest.wanted(tun, Set.of());
    AppliedPlan applied =
        AppliedPlan.apply(
            NetworkPlanner.plan(wanted, SystemRoutes.read(network, wanted.server())),
            network,
            JournalFolder.open(Path.of(arguments[0])).create("t"));
    System.out.println("up");
    int ended = System.in.read();
    System.out.println(ended + " " + applied.made());
  }
}
