// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win;

import dev.culvert.driver.DeviceRequest;
import dev.culvert.driver.DriverException;
import dev.culvert.driver.Finding;
import dev.culvert.driver.PlatformProvider;
import dev.culvert.driver.SelfCheck;
import dev.culvert.driver.TunPort;
import dev.culvert.driver.TunPorts;
import dev.culvert.driver.TunnelChecks;
import dev.culvert.driver.TunnelDriver;
import dev.culvert.network.NetworkPort;
import dev.culvert.win.adapter.Adapter;
import dev.culvert.win.adapter.AdapterProblem;
import dev.culvert.win.adapter.AdapterStore;
import dev.culvert.win.adapter.FilterDrivers;
import dev.culvert.win.adapter.Waiting;
import dev.culvert.win.capi.Cng;
import dev.culvert.win.capi.DeviceTree;
import dev.culvert.win.capi.NativeIpHelper;
import dev.culvert.win.capi.NativeKernel32;
import dev.culvert.win.capi.NativeRegistry;
import dev.culvert.win.capi.NativeSetupCalls;
import dev.culvert.win.capi.ProcessRights;
import dev.culvert.win.capi.Registry;
import dev.culvert.win.capi.SetupDeviceTree;
import dev.culvert.win.dco.DcoDriver;
import dev.culvert.win.net.WindowsNetwork;
import dev.culvert.win.selftest.Bench;
import dev.culvert.win.selftest.WindowsFacts;
import dev.culvert.win.selftest.WindowsSelfTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Windows. Nothing native is loaded before a driver or the network is asked for. */
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
    Registry registry = new NativeRegistry();
    return List.of(
        new DcoDriver(
            NativeKernel32.INSTANCE,
            adapters(registry),
            new NativeIpHelper(),
            registry,
            Cng::hasChaCha20,
            ProcessRights::isElevated,
            Waiting.real()));
  }

  private static AdapterStore adapters(Registry registry) {
    DeviceTree tree = new SetupDeviceTree(new NativeSetupCalls(), registry);
    return new AdapterStore(tree, registry, Waiting.real());
  }

  @Override
  public TunPorts tunPorts() {
    return new NoTunPorts();
  }

  @Override
  public NetworkPort network() {
    return new WindowsNetwork(new NativeIpHelper(), Waiting.real(), WindowsProvider::obstacle);
  }

  /** The products bound to the adapter of that name, as a sentence; empty for none. */
  private static String obstacle(String adapterName) {
    Registry registry = new NativeRegistry();
    try {
      for (Adapter adapter : adapters(registry).all()) {
        List<String> filters = FilterDrivers.boundTo(adapter, registry);
        if (adapter.name().equals(adapterName) && !filters.isEmpty()) {
          return new AdapterProblem.FilterDriverBound(adapterName, filters).toString();
        }
      }
      return "";
    } catch (DriverException e) {
      return "";
    }
  }

  @Override
  public Path stateDirectory() {
    return Path.of(
        System.getenv().getOrDefault("ProgramData", "C:\\ProgramData"), "Culvert", "undo");
  }

  @Override
  public List<Finding> facts() {
    Registry registry = new NativeRegistry();
    return new WindowsFacts(
            registry, adapters(registry), Cng::hasChaCha20, ProcessRights::isElevated)
        .all();
  }

  @Override
  public Optional<String> missingRights() {
    return ProcessRights.isElevated()
        ? Optional.empty()
        : Optional.of(
            "an administrator's rights are needed: start it from a terminal that was opened with"
                + " \"Run as administrator\"");
  }

  @Override
  public List<SelfCheck> selfChecks(TunnelChecks tunnel) {
    Registry registry = new NativeRegistry();
    Bench bench =
        new Bench(
            NativeKernel32.INSTANCE,
            adapters(registry),
            registry,
            new NativeIpHelper(),
            network(),
            stateDirectory(),
            Cng::hasChaCha20,
            Waiting.real());
    return new WindowsSelfTest(bench).steps(tunnel);
  }

  /** The tun devices of Windows come with a later version. */
  private static final class NoTunPorts implements TunPorts {
    private static final String WHY =
        "user space has no tun device on Windows in this version, so only ovpn-dco-win carries data";

    @Override
    public Optional<String> unavailable() {
      return Optional.of(WHY);
    }

    @Override
    public TunPort open(DeviceRequest request) throws IOException {
      throw new IOException(WHY);
    }
  }
}
