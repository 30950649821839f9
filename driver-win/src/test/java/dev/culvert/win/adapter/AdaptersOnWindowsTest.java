// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.platform.win32.Advapi32Util;
import com.sun.jna.platform.win32.WinReg;
import dev.culvert.driver.DriverException;
import dev.culvert.win.capi.DeviceTree;
import dev.culvert.win.capi.NativeRegistry;
import dev.culvert.win.capi.NativeSetupCalls;
import dev.culvert.win.capi.ProcessRights;
import dev.culvert.win.capi.Registry;
import dev.culvert.win.capi.SetupDeviceTree;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
  private static final String CLASS_KEY = "SYSTEM\\CurrentControlSet\\Control\\Class\\";
  private static final String SOFTWARE_KEY = FakeWindows.ADAPTER_CLASS + "9876";

  private final Registry registry = new NativeRegistry();
  private final DeviceTree tree = new SetupDeviceTree(new NativeSetupCalls(), registry);
  private final AdapterFinder finder = new AdapterFinder(tree, registry);
  private final OwnAdapters own = new OwnAdapters(registry);

  @BeforeEach
  void completeTheStandIn() throws DriverException {
    assumeTrue(ProcessRights.isElevated(), "windows: needs administrator rights");
    List<DeviceTree.Device> devices =
        tree.networkDevices().stream()
            .filter(device -> device.hardwareIds().contains("ovpn-dco"))
            .toList();
    assumeFalse(
        devices.isEmpty(),
        "windows: no device with hardware id ovpn-dco is installed: install ovpn-dco-win, or a"
            + " stand-in for it under Wine");
    String key = CLASS_KEY + devices.getFirst().driverKey();
    if (registry.text(key, "NetCfgInstanceId").isEmpty()) {
      registry.setText(key, "NetCfgInstanceId", STAND_IN);
      registry.setText(connection(STAND_IN), "Name", "Stand-in");
    }
  }

  @AfterEach
  void leaveNothingBehind() throws DriverException {
    own.forget(STAND_IN);
    own.forget(OTHER);
    registry.deleteKey(SOFTWARE_KEY + "\\Linkage");
    registry.deleteKey(SOFTWARE_KEY);
    registry.deleteKey(FILTER_KEY);
  }

  @Test
  void findsTheAdapterWithItsNameAndInterface() throws DriverException {
    Adapter adapter = finder.all().getFirst();
    assertThat(adapter.instanceId()).startsWith("ROOT\\NET\\");
    assertThat(registry.text(connection(adapter.guid()), "Name")).contains(adapter.name());
    assertThat(adapter.path().orElseThrow().toLowerCase(Locale.ROOT))
        .startsWith("\\\\?\\root#net#" + adapter.instanceId().substring(9))
        .endsWith("#{cac88484-7515-4c03-82e6-71a87abac361}\\ovpn-dco");
    assertThat(adapter.isDisabled()).isFalse();
    assertThat(finder.ofInstance(adapter.instanceId())).contains(adapter);
  }

  @Test
  void knowsItsOwnAgainAfterARename() throws DriverException {
    Adapter adapter = finder.all().getFirst();
    assumeTrue(adapter.guid().equals(STAND_IN), "windows: renames only a stand-in");
    AdapterStore store = new AdapterStore(tree, registry, _ -> {});
    assertThat(store.ours()).isEmpty();
    own.remember(adapter);
    own.remember(other());
    registry.setText(connection(STAND_IN), "Name", "Culvert");
    assertThat(store.ours()).extracting(Adapter::name).containsExactly("Culvert");
    assertThat(finder.connectionNames()).contains("Culvert");
    registry.setText(connection(STAND_IN), "Name", "Stand-in");
    own.forgetAllBut(finder.all());
    assertThat(registry.keys("SOFTWARE\\Culvert\\Adapters"))
        .contains(STAND_IN)
        .doesNotContain(OTHER);
    own.forget(STAND_IN);
    assertThat(store.ours()).isEmpty();
  }

  @Test
  void readsTheFilterDriversOfAnAdapter() throws DriverException {
    registry.setText(SOFTWARE_KEY, "NetCfgInstanceId", OTHER);
    registry.setText(SOFTWARE_KEY + "\\Linkage", "Export", "x");
    registry.setText(FILTER_KEY, "ComponentId", "dne_test");
    registry.setText(FILTER_KEY, "Description", "Test Filter Product");
    Advapi32Util.registrySetStringArray(
        WinReg.HKEY_LOCAL_MACHINE,
        SOFTWARE_KEY + "\\Linkage",
        "FilterList",
        new String[] {"not a binding", OTHER + "-" + FILTER + "-0000"});
    assertThat(FilterDrivers.boundTo(other(), registry)).containsExactly("Test Filter Product");
  }

  private static Adapter other() {
    return new Adapter(OTHER, "ROOT\\NET\\9999", SOFTWARE_KEY, "X", Optional.empty(), 0);
  }

  private static String connection(String guid) {
    return FakeWindows.CONNECTIONS + guid + "\\Connection";
  }
}
