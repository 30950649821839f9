// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.culvert.driver.DriverException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The calls of Windows itself. Those that change something need an administrator. */
@Tag("windows")
class CallsOnWindowsTest {
  /** A hardware id that no driver has. */
  private static final String HARDWARE_ID = "culvert-test-device";

  private static final String KEY = "SOFTWARE\\CulvertTest";
  private static final int NO_DRIVER = 1;

  private final DeviceTree tree = new NativeDeviceTree();
  private final DeviceNodes nodes = new DeviceNodes(WithoutDriver.answering(0));
  private final Registry registry = new NativeRegistry();

  @BeforeEach
  @AfterEach
  void leaveNothingBehind() throws DriverException {
    registry.delete(KEY + "\\Inner\\Innermost");
    registry.delete(KEY + "\\Inner");
    registry.delete(KEY);
    for (NetDevice device : devicesOfTest()) {
      nodes.remove(device.instanceId());
    }
  }

  /** A Wine prefix has no name for the class of network adapters, which every Windows has. */
  @BeforeEach
  void nameTheClass() throws DriverException {
    String key = "SYSTEM\\CurrentControlSet\\Control\\Class\\" + WindowsGuid.DEVCLASS_NET;
    if (registry.text(key, "Class").isEmpty()) {
      registry.write(key, "Class", "Net");
    }
  }

  @Test
  void aNodeIsMadeFoundAndRemoved() throws DriverException {
    needsAdministrator();
    NewNode node = nodes.create(HARDWARE_ID);
    assertThat(devicesOfTest())
        .containsExactly(
            new NetDevice(
                node.instanceId(),
                List.of(HARDWARE_ID),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                devicesOfTest().getFirst().problem()));
    assertThat(node.instanceId()).startsWith("ROOT\\NET\\");
    assertThat(tree.interfacePaths(node.instanceId())).isEmpty();
    nodes.remove(node.instanceId());
    assertThat(devicesOfTest()).isEmpty();
    assertThatThrownBy(() -> nodes.remove(node.instanceId()))
        .hasMessageStartingWith("SetupDiOpenDeviceInfo failed: ")
        .hasMessageEndingWith(node.instanceId());
  }

  @Test
  void aNodeWithoutADriverIsTakenAway() throws DriverException {
    needsAdministrator();
    DeviceNodes withoutDriver = new DeviceNodes(WithoutDriver.answering(NO_DRIVER));
    assertThatThrownBy(() -> withoutDriver.create(HARDWARE_ID))
        .hasMessage("DiInstallDevice failed: 1 (not supported or out of order), " + HARDWARE_ID)
        .hasNoSuppressedExceptions();
    assertThat(devicesOfTest()).isEmpty();
  }

  @Test
  void theRegistryKeepsTextsAndKeys() throws DriverException {
    needsAdministrator();
    registry.write(KEY + "\\Inner\\Innermost", "Name", "Büro \ud83d\udd11");
    assertThat(registry.text(KEY + "\\Inner\\Innermost", "Name")).contains("Büro \ud83d\udd11");
    assertThat(registry.text(KEY.toUpperCase(Locale.ROOT) + "\\INNER\\innermost", "NAME"))
        .isPresent();
    assertThat(registry.subkeys(KEY)).containsExactly("Inner");
    String longText = "x".repeat(3000);
    registry.write(KEY, "Long", longText);
    assertThat(registry.text(KEY, "Long")).contains(longText);
    registry.write(KEY, "Long", "");
    assertThat(registry.text(KEY, "Long")).contains("");
  }

  @Test
  void whatTheRegistryDoesNotHaveIsEmpty() throws DriverException {
    assertThat(registry.text(KEY, "Name")).isEmpty();
    assertThat(registry.texts(KEY, "Name")).isEmpty();
    assertThat(registry.subkeys(KEY)).isEmpty();
    assertThat(registry.text("SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion", "SystemRoot"))
        .isPresent();
    // Of another type: SystemRoot is one text, not several.
    assertThat(registry.texts("SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion", "SystemRoot"))
        .isEmpty();
    registry.delete(KEY);
  }

  @Test
  void elevationIsWhatAllowsWriting() throws DriverException {
    boolean mayWrite;
    try {
      registry.write(KEY, "Name", "x");
      mayWrite = true;
    } catch (DriverException e) {
      assertThat(e.code()).isEqualTo(WindowsError.ACCESS_DENIED);
      mayWrite = false;
    }
    assertThat(ProcessRights.isElevated()).isEqualTo(mayWrite);
  }

  @Test
  void cngHasAesEverywhereAndChaChaSinceServer2022() throws DriverException {
    assertThat(NativeCng.has("AES")).isTrue();
    assertThat(NativeCng.has("NO SUCH ALGORITHM")).isFalse();
    String build =
        registry
            .text("SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion", "CurrentBuildNumber")
            .orElseThrow();
    assertThat(new NativeCng().hasChaCha20Poly1305()).isEqualTo(Integer.parseInt(build) >= 20348);
  }

  @Test
  void windowsDllsComeFromItsOwnFolder() {
    assertThat(SystemFolder.dll("newdev.dll"))
        .matches("(?i)[A-Z]:\\\\.*\\\\system32\\\\newdev.dll");
  }

  private List<NetDevice> devicesOfTest() throws DriverException {
    return tree.netDevices().stream()
        .filter(device -> device.hardwareIds().contains(HARDWARE_ID))
        .toList();
  }

  private static void needsAdministrator() {
    assumeTrue(ProcessRights.isElevated(), "windows: needs administrator rights");
  }
}
