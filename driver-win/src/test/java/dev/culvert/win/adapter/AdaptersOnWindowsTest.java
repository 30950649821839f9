// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.platform.win32.Advapi32Util;
import com.sun.jna.platform.win32.WinReg;
import dev.culvert.driver.DriverException;
import dev.culvert.win.adapter.AdapterProblem.Cause;
import dev.culvert.win.capi.NativeDeviceTree;
import dev.culvert.win.capi.NativeRegistry;
import dev.culvert.win.capi.NetDevice;
import dev.culvert.win.capi.ProcessRights;
import dev.culvert.win.capi.Registry;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Adapters in the device tree and the registry of a Windows with at least one device of hardware id
 * ovpn-dco. Where the device comes from a stand-in without NDIS, this test writes the GUID and the
 * name that NDIS would have written.
 */
@Tag("windows")
class AdaptersOnWindowsTest {
  private static final String STAND_IN = FakeWindows.guid(0xC01);
  private static final String OTHER = FakeWindows.guid(0xC02);
  private static final String FILTER = FakeWindows.guid(0xC03);
  private static final String FILTER_KEY = FakeWindows.SERVICES + FILTER;
  private static final String SOFTWARE_KEY = FakeWindows.ADAPTER_CLASS + "9876";

  private final NativeDeviceTree tree = new NativeDeviceTree();
  private final Registry registry = new NativeRegistry();
  private final AdapterFinder finder = new AdapterFinder(tree, registry);
  private final OwnAdapters own = new OwnAdapters(registry);

  @BeforeEach
  void completeTheStandIn() throws DriverException {
    assumeTrue(ProcessRights.isElevated(), "windows: needs administrator rights");
    List<NetDevice> devices =
        tree.netDevices().stream()
            .filter(device -> device.hardwareIds().contains("ovpn-dco"))
            .toList();
    assumeFalse(
        devices.isEmpty(),
        "windows: no device with hardware id ovpn-dco is installed: install ovpn-dco-win, or a"
            + " stand-in for it under Wine");
    if (devices.getFirst().netCfgInstanceId().isEmpty()) {
      registry.write(driverKey(devices.getFirst()), "NetCfgInstanceId", STAND_IN);
      registry.write(connection(STAND_IN), "Name", "Stand-in");
    }
  }

  @AfterEach
  void leaveNothingBehind() throws DriverException {
    own.forget(STAND_IN);
    own.forget(OTHER);
    registry.delete(SOFTWARE_KEY + "\\Linkage");
    registry.delete(SOFTWARE_KEY);
    registry.delete(FILTER_KEY);
  }

  @Test
  void findsTheAdapterWithItsNameAndInterface() throws DriverException {
    Adapter adapter = finder.all().getFirst();
    assertThat(adapter.instanceId()).startsWith("ROOT\\NET\\");
    assertThat(registry.text(connection(adapter.guid()), "Name")).contains(adapter.name());
    assertThat(adapter.interfacePath().orElseThrow().toLowerCase(Locale.ROOT))
        .startsWith("\\\\?\\root#net#" + adapter.instanceId().substring(9))
        .endsWith("#{cac88484-7515-4c03-82e6-71a87abac361}\\ovpn-dco");
    assertThat(adapter.disabled()).isFalse();
    assertThat(finder.at(adapter.instanceId())).contains(adapter);
  }

  @Test
  void knowsItsOwnAgainAfterARename() throws DriverException {
    Adapter adapter = finder.all().getFirst();
    assumeTrue(adapter.guid().equals(STAND_IN), "windows: renames only a stand-in");
    AdapterStore store = new AdapterStore(tree, registry, _ -> {});
    assertThat(store.ours()).isEmpty();
    own.remember(adapter.guid(), adapter.instanceId());
    own.remember(OTHER, "ROOT\\NET\\9999");
    registry.write(connection(STAND_IN), "Name", "Culvert");
    assertThat(store.ours()).extracting(Adapter::name).containsExactly("Culvert");
    assertThat(store.freeName()).isNotEqualTo("Culvert").startsWith("Culvert ");
    registry.write(connection(STAND_IN), "Name", "Stand-in");
    own.forgetAllBut(finder.all());
    assertThat(registry.subkeys(OwnAdapters.KEY)).contains(STAND_IN).doesNotContain(OTHER);
    own.forget(STAND_IN);
    assertThat(store.ours()).isEmpty();
  }

  @Test
  void readsTheFilterDriversOfAnAdapter() throws DriverException {
    registry.write(SOFTWARE_KEY, "NetCfgInstanceId", OTHER);
    registry.write(SOFTWARE_KEY + "\\Linkage", "Export", "x");
    registry.write(FILTER_KEY, "ComponentId", "dne_test");
    registry.write(FILTER_KEY, "Description", "Test Filter Product");
    Advapi32Util.registrySetStringArray(
        WinReg.HKEY_LOCAL_MACHINE,
        SOFTWARE_KEY + "\\Linkage",
        "FilterList",
        new String[] {"not a binding", OTHER + "-" + FILTER + "-0000"});
    AdapterProblem problem =
        new AdapterProblems(registry)
            .addressing(
                1168,
                new Adapter(OTHER, "ROOT\\NET\\9999", "X", Optional.empty(), OptionalInt.empty()))
            .orElseThrow();
    assertThat(problem.cause()).isEqualTo(Cause.FILTER_BOUND);
    assertThat(problem.sentence()).endsWith(": Test Filter Product");
  }

  private static String connection(String guid) {
    return FakeWindows.CONNECTIONS + guid + "\\Connection";
  }

  private String driverKey(NetDevice device) throws DriverException {
    return "SYSTEM\\CurrentControlSet\\Control\\Class\\"
        + registry
            .text("SYSTEM\\CurrentControlSet\\Enum\\" + device.instanceId(), "Driver")
            .orElseThrow();
  }
}
