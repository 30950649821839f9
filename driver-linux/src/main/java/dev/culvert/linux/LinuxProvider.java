// SPDX-License-Identifier: Apache-2.0
package dev.culvert.linux;

import dev.culvert.driver.Finding;
import dev.culvert.driver.PlatformProvider;
import dev.culvert.driver.TunPorts;
import dev.culvert.driver.TunnelDriver;
import dev.culvert.linux.net.LinuxNetwork;
import dev.culvert.linux.tun.TunDevice;
import dev.culvert.network.NetworkPort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Linux. Nothing native is loaded before a device is opened or the network is asked. */
public final class LinuxProvider implements PlatformProvider {
  private static final String TUN = "/dev/net/tun";

  public LinuxProvider() {}

  @Override
  public String name() {
    return "Linux";
  }

  @Override
  public String peerName() {
    return "linux";
  }

  @Override
  public boolean runsHere() {
    return System.getProperty("os.name", "").equals("Linux");
  }

  @Override
  public List<TunnelDriver> kernelDrivers() {
    return List.of();
  }

  @Override
  public TunPorts tunPorts() {
    return TunDevice::open;
  }

  @Override
  public NetworkPort network() {
    return new LinuxNetwork();
  }

  @Override
  public Path stateDirectory() {
    return Path.of("/run/culvert");
  }

  @Override
  public List<Finding> facts() {
    return List.of(
        new Finding("rights", missingRights().orElse("may change the network (CAP_NET_ADMIN)")),
        new Finding(
            "tun device", Files.exists(Path.of(TUN)) ? TUN + " is there" : TUN + " is missing"));
  }

  @Override
  public Optional<String> missingRights() {
    return ProcessRights.mayChangeNetwork()
        ? Optional.empty()
        : Optional.of("may not change the network: run this as root");
  }
}
