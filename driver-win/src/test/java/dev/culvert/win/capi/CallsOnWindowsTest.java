// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.WString;
import dev.culvert.driver.DriverException;
import java.util.List;
import java.util.Locale;
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

  private final Registry registry = new NativeRegistry();
  private final DeviceTree tree = new SetupDeviceTree(new NativeSetupCalls(), registry);
  private final DeviceTree nodes = new SetupDeviceTree(WithoutDriver.answering(0), registry);

  @BeforeEach
  @AfterEach
  void leaveNothingBehind() throws DriverException {
    registry.deleteKey(KEY + "\\Inner\\Innermost");
    registry.deleteKey(KEY + "\\Inner");
    registry.deleteKey(KEY);
    for (DeviceTree.Device device : devicesOfTest()) {
      nodes.remove(device.instanceId());
    }
  }

  @Test
  void aNodeIsMadeFoundAndRemoved() throws DriverException {
    needsAdministrator();
    String node = nodes.create(HARDWARE_ID);
    assertThat(devicesOfTest())
        .containsExactly(new DeviceTree.Device(node, List.of(HARDWARE_ID), "", problem()));
    assertThat(node).startsWith("ROOT\\NET\\");
    assertThat(tree.interfacePaths(node)).isEmpty();
    nodes.remove(node);
    assertThat(devicesOfTest()).isEmpty();
    assertThatThrownBy(() -> nodes.remove(node))
        .hasMessageStartingWith("SetupDiOpenDeviceInfo failed: ")
        .hasMessageEndingWith(node);
  }

  @Test
  void aNodeWithoutADriverIsTakenAway() throws DriverException {
    needsAdministrator();
    DeviceTree withoutDriver = new SetupDeviceTree(WithoutDriver.answering(NO_DRIVER), registry);
    assertThatThrownBy(() -> withoutDriver.create(HARDWARE_ID))
        .hasMessage(
            "DiInstallDevice failed: 1 (not supported or out of order), new device " + HARDWARE_ID)
        .hasNoSuppressedExceptions();
    assertThat(devicesOfTest()).isEmpty();
  }

  @Test
  void theRegistryKeepsTextsAndKeys() throws DriverException {
    needsAdministrator();
    registry.setText(KEY + "\\Inner\\Innermost", "Name", "Büro \ud83d\udd11");
    assertThat(registry.text(KEY + "\\Inner\\Innermost", "Name")).contains("Büro \ud83d\udd11");
    assertThat(registry.text(KEY.toUpperCase(Locale.ROOT) + "\\INNER\\innermost", "NAME"))
        .isPresent();
    assertThat(registry.keys(KEY)).containsExactly("Inner");
    String longText = "x".repeat(3000);
    registry.setText(KEY, "Long", longText);
    assertThat(registry.text(KEY, "Long")).contains(longText);
    registry.setText(KEY, "Long", "");
    assertThat(registry.text(KEY, "Long")).contains("");
  }

  @Test
  void whatTheRegistryDoesNotHaveIsEmpty() throws DriverException {
    assertThat(registry.text(KEY, "Name")).isEmpty();
    assertThat(registry.texts(KEY, "Name")).isEmpty();
    assertThat(registry.keys(KEY)).isEmpty();
    assertThat(registry.text("SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion", "SystemRoot"))
        .isPresent();
    // Of another type: SystemRoot is one text, not several.
    assertThat(registry.texts("SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion", "SystemRoot"))
        .isEmpty();
    registry.deleteKey(KEY);
  }

  @Test
  void elevationIsWhatAllowsWriting() throws DriverException {
    boolean mayWrite;
    try {
      registry.setText(KEY, "Name", "x");
      mayWrite = true;
    } catch (DriverException e) {
      assertThat(e.code()).isEqualTo(WindowsError.ACCESS_DENIED);
      mayWrite = false;
    }
    assertThat(ProcessRights.isElevated()).isEqualTo(mayWrite);
  }

  @Test
  void cngHasChaChaSinceServer2022() {
    String build =
        registry
            .text("SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion", "CurrentBuildNumber")
            .orElseThrow();
    assertThat(Cng.hasChaCha20()).isEqualTo(Integer.parseInt(build) >= 20348);
  }

  @Test
  void windowsDllsComeFromItsOwnFolder() {
    NativeLibrary loaded = SystemLibrary.of("newdev");
    assertThat(loaded.getFunction("DiInstallDevice")).isNotNull();
    assertThat(fileOfModule("newdev.dll")).matches("(?i)[A-Z]:\\\\.*\\\\system32\\\\newdev.dll");
  }

  /** JNA knows the name that it asked for; Windows knows the file that it took. */
  private static String fileOfModule(String name) {
    NativeLibrary kernel = SystemLibrary.of("kernel32");
    long module =
        kernel.getFunction("GetModuleHandleW").invokeLong(new Object[] {new WString(name)});
    char[] file = new char[260];
    int length =
        kernel
            .getFunction("GetModuleFileNameW")
            .invokeInt(new Object[] {new Pointer(module), file, file.length});
    return new String(file, 0, length);
  }

  /** Windows gives a device without a driver a problem; Wine gives none. */
  private int problem() throws DriverException {
    return devicesOfTest().getFirst().problem();
  }

  private List<DeviceTree.Device> devicesOfTest() throws DriverException {
    return tree.networkDevices().stream()
        .filter(device -> device.hardwareIds().contains(HARDWARE_ID))
        .toList();
  }

  private static void needsAdministrator() {
    assumeTrue(ProcessRights.isElevated(), "windows: needs administrator rights");
  }
}
