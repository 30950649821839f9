// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win;

import dev.culvert.driver.PlatformProvider;
import dev.culvert.driver.TunPorts;
import dev.culvert.driver.TunnelDriver;
import dev.culvert.network.NetworkPort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Windows, where this version has no backend yet and says so. */
public final class WindowsProvider implements PlatformProvider {
  public WindowsProvider() {}

  @Override
  public String name() {
    return "Windows";
  }

  @Override
  public String peerName() {
    return "win";
  }

  @Override
  public boolean runsHere() {
    return System.getProperty("os.name", "").startsWith("Windows");
  }

  @Override
  public List<TunnelDriver> kernelDrivers() {
    return List.of(new UndrivenOvpnDcoWin());
  }

  @Override
  public TunPorts tunPorts() {
    return _ -> {
      throw new IOException("this version of Culvert does not open tun devices on Windows yet");
    };
  }

  @Override
  public NetworkPort network() {
    return new UnchangedNetwork();
  }

  @Override
  public Path stateDirectory() {
    return Path.of(
        System.getenv().getOrDefault("ProgramData", "C:\\ProgramData"), "Culvert", "undo");
  }
}
