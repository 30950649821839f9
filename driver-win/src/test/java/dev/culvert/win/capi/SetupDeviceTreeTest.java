// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.win.capi.DeviceTree.Device;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The calls that make, find and remove a device, over an installer that is a fake. Wine cannot
 * install a device from within a program, so this is all that shows it without a Windows.
 */
class SetupDeviceTreeTest {
  private static final String GUID = "{5a1e7d2c-0b5f-4c3e-9d68-7f2b1a9c4e01}";
  private final FakeRegistry registry = new FakeRegistry();
  private final FakeSetup setup = new FakeSetup();
  private final SetupDeviceTree tree = new SetupDeviceTree(setup, registry);

  @Test
  void makesADeviceInMicrosoftsOrder() throws Exception {
    assertThat(tree.create("ovpn-dco")).isEqualTo("ROOT\\NET\\0007");
    assertThat(setup.calls)
        .containsExactly(
            "createDeviceInfoList",
            "createDeviceInfo Net 1 cbSize=32",
            "setSelectedDevice",
            "setRegistryProperty 1 6f00760070006e002d00640063006f0000000000",
            "callClassInstaller 0x19",
            "installDevice",
            "getInstanceId",
            "destroyDeviceInfoList");
  }

  @Test
  void aDeviceWithoutADriverIsRemovedAgain() {
    setup.failing = "installDevice";
    assertThatThrownBy(() -> tree.create("ovpn-dco"))
        .hasMessageContaining("DiInstallDevice failed: 259");
    assertThat(setup.calls)
        .endsWith(
            "installDevice",
            "setClassInstallParams 08000000050000000100000000000000",
            "callClassInstaller 0x5",
            "destroyDeviceInfoList");
  }

  @Test
  void everyRefusedStepIsNamedAndTheListGivenBack() {
    for (String step :
        List.of(
            "createDeviceInfo Net", "setSelectedDevice", "setRegistryProperty", "callClassInst")) {
      setup.calls.clear();
      setup.failing = step;
      assertThatThrownBy(() -> tree.create("ovpn-dco")).hasMessageContaining("failed: 259");
      assertThat(setup.calls).endsWith("destroyDeviceInfoList");
    }
  }

  @Test
  void removesByInstanceId() throws Exception {
    tree.remove("ROOT\\NET\\0007");
    assertThat(setup.calls)
        .containsExactly(
            "createDeviceInfoList",
            "openDeviceInfo ROOT\\NET\\0007",
            "setClassInstallParams 08000000050000000100000000000000",
            "callClassInstaller 0x5",
            "destroyDeviceInfoList");
  }

  @Test
  void listsDevicesAndInterfaces() throws Exception {
    assertThat(tree.networkDevices())
        .containsExactly(
            new Device("ROOT\\NET\\0007", List.of("ovpn-dco", "other"), "{4d36e972}\\0007", 22));
    setup.bufferSmall = 2;
    assertThat(tree.interfacePaths("ROOT\\NET\\0007")).containsExactly("\\\\?\\a", "\\\\?\\b");
    setup.bufferSmall = 5;
    assertThatThrownBy(() -> tree.interfacePaths("ROOT\\NET\\0007")).hasMessageContaining("26");
  }

  @Test
  void namesAConnectionAndProvesIt() throws Exception {
    tree.rename(GUID, "Culvert");
    assertThat(
            registry.text(
                "SYSTEM\\CurrentControlSet\\Control\\Network\\"
                    + "{4D36E972-E325-11CE-BFC1-08002BE10318}\\"
                    + GUID
                    + "\\Connection",
                "Name"))
        .contains("Culvert");
    setup.renameResult = 0;
    assertThatThrownBy(() -> tree.rename(GUID, "Other")).hasMessageContaining("did not stick");
    setup.renameResult = 183;
    assertThatThrownBy(() -> tree.rename(GUID, "Other")).hasMessageContaining("183");
  }

  @Test
  void guidsAreInWindowsOrder() {
    assertThat(HexFormat.of().formatHex(Guid.bytes(GUID)))
        .isEqualTo("2c7d1e5a5f0b3e4c9d687f2b1a9c4e01");
  }

  /** One device, ROOT\NET\0007; every call is written down. */
  private static final class FakeSetup implements SetupCalls {
    final List<String> calls = new ArrayList<>();
    String failing = "none";
    int bufferSmall;
    int renameResult = -1;

    private boolean call(String text) {
      calls.add(text);
      return !text.startsWith(failing);
    }

    @Override
    public long getClassDevs(byte[] classGuid, int flags) {
      return 1;
    }

    @Override
    public long createDeviceInfoList(byte[] classGuid) {
      return call("createDeviceInfoList") ? 1 : NO_SET;
    }

    @Override
    public boolean destroyDeviceInfoList(long set) {
      return call("destroyDeviceInfoList");
    }

    @Override
    public boolean enumDeviceInfo(long set, int index, byte[] device) {
      return index == 0;
    }

    @Override
    public boolean openDeviceInfo(long set, String instanceId, byte[] device) {
      return call("openDeviceInfo " + instanceId);
    }

    @Override
    public boolean createDeviceInfo(
        long set, String name, byte[] classGuid, int flags, byte[] device) {
      int size = ByteBuffer.wrap(device).order(ByteOrder.LITTLE_ENDIAN).getInt(0);
      return call("createDeviceInfo " + name + " " + flags + " cbSize=" + size);
    }

    @Override
    public boolean setSelectedDevice(long set, byte[] device) {
      return call("setSelectedDevice");
    }

    @Override
    public int getRegistryProperty(long set, byte[] device, int property, byte[] value) {
      String text = property == 1 ? "ovpn-dco\0other\0\0" : "{4d36e972}\\0007\0";
      byte[] bytes = text.getBytes(StandardCharsets.UTF_16LE);
      System.arraycopy(bytes, 0, value, 0, bytes.length);
      return bytes.length;
    }

    @Override
    public boolean setRegistryProperty(long set, byte[] device, int property, byte[] value) {
      return call("setRegistryProperty " + property + " " + HexFormat.of().formatHex(value));
    }

    @Override
    public boolean getInstanceId(long set, byte[] device, char[] id) {
      "ROOT\\NET\\0007".getChars(0, 13, id, 0);
      calls.add("getInstanceId");
      return true;
    }

    @Override
    public boolean setClassInstallParams(long set, byte[] device, byte[] parameters) {
      return call("setClassInstallParams " + HexFormat.of().formatHex(parameters));
    }

    @Override
    public boolean callClassInstaller(int function, long set, byte[] device) {
      return call("callClassInstaller 0x" + Integer.toHexString(function));
    }

    @Override
    public boolean installDevice(long set, byte[] device) {
      return call("installDevice");
    }

    @Override
    public int devNodeProblem(int devInst) {
      return 22;
    }

    @Override
    public int interfaceListSize(byte[] interfaceGuid, String instanceId) {
      return 20;
    }

    @Override
    public int interfaceList(byte[] interfaceGuid, String instanceId, char[] list) {
      String text = "\\\\?\\a\0\\\\?\\b\0\0";
      text.getChars(0, text.length(), list, 0);
      return bufferSmall-- > 0 ? 0x1A : 0;
    }

    @Override
    public int setConnectionName(byte[] adapterGuid, String name) {
      return renameResult;
    }

    @Override
    public int lastError() {
      return WindowsError.NO_MORE_ITEMS;
    }
  }
}
