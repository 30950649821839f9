// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.culvert.driver.DriverException;
import dev.culvert.win.adapter.FakeWindows;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetupSequenceTest {
  /** GUID_DEVCLASS_NET as devguid.h lays it out in memory. */
  private static final String NET = "72e9364d25e3ce11bfc108002be10318";

  /** GUID_DEVINTERFACE_NET. */
  private static final String INTERFACE = "8484c8ca1575034c82e671a87abac361";

  private static final String OVPN_DCO_MULTI_SZ = "6f00760070006e002d00640063006f0000000000";
  private static final String EMPTY_DEVICE = "20000000" + "00".repeat(28);
  private static final String REMOVE = "08000000" + "05000000" + "01000000" + "00000000";
  private static final String ID = "ROOT\\NET\\0000";
  private static final String ADAPTER = "{AAAAAAAA-0000-4000-8000-000000000001}";

  private final FakeSetupCalls calls = new FakeSetupCalls();
  private final FakeWindows registry = new FakeWindows();
  private final SetupDeviceTree tree = new SetupDeviceTree(calls, registry);

  @Test
  void createsInTheOrderThatMicrosoftDocuments() throws DriverException {
    assertThat(tree.create("ovpn-dco")).isEqualTo("ROOT\\NET\\0007");
    assertThat(calls.log)
        .containsExactly(
            "createDeviceInfoList " + NET,
            "createDeviceInfo Net " + NET + " 1 " + EMPTY_DEVICE,
            "setSelectedDevice 7",
            "setRegistryProperty 7 1 " + OVPN_DCO_MULTI_SZ,
            "callClassInstaller 25 7",
            "installDevice 7",
            "getInstanceId 7",
            "destroyDeviceInfoList");
  }

  @ParameterizedTest
  @CsvSource({
    "createDeviceInfo,      SetupDiCreateDeviceInfo",
    "setSelectedDevice,     SetupDiSetSelectedDevice",
    "setRegistryProperty,   SetupDiSetDeviceRegistryProperty",
    "callClassInstaller 25, SetupDiCallClassInstaller(DIF_REGISTERDEVICE)",
  })
  void aFailureBeforeTheNodeExistsRemovesNothing(String failing, String call) {
    calls.failing.put(failing, 5);
    assertThatThrownBy(() -> tree.create("ovpn-dco"))
        .hasMessage(call + " failed: 5 (access denied), new device ovpn-dco");
    assertThat(calls.log).last().isEqualTo("destroyDeviceInfoList");
    assertThat(calls.log).noneMatch(line -> line.startsWith("callClassInstaller 5"));
  }

  @ParameterizedTest
  @CsvSource({"installDevice, DiInstallDevice", "getInstanceId, SetupDiGetDeviceInstanceId"})
  void aFailureAfterThatRemovesTheNode(String failing, String call) {
    calls.failing.put(failing, 2);
    DriverException failure = failureOfCreate();
    assertThat(failure.call()).isEqualTo(call);
    assertThat(failure.code()).isEqualTo(2);
    assertThat(failure.getSuppressed()).isEmpty();
    assertThat(calls.log)
        .endsWith(
            "setClassInstallParams 7 " + REMOVE, "callClassInstaller 5 7", "destroyDeviceInfoList");
  }

  @Test
  void tellsWhenEvenTheRemovalFailed() {
    calls.failing.put("installDevice", 2);
    calls.failing.put("callClassInstaller 5", 5);
    DriverException failure = failureOfCreate();
    assertThat(failure.call()).isEqualTo("DiInstallDevice");
    assertThat(failure.getSuppressed()[0])
        .hasMessageStartingWith("SetupDiCallClassInstaller(DIF_REMOVE) failed: 5");
  }

  @Test
  void aFailureWithoutANumberIsNotCalledSuccess() {
    calls.failing.put("installDevice", 0);
    assertThat(failureOfCreate().code()).isEqualTo(WindowsError.GEN_FAILURE);
  }

  @Test
  void withoutASetNothingElseIsCalled() {
    calls.failing.put("createDeviceInfoList", 8);
    assertThat(failureOfCreate().call()).isEqualTo("SetupDiCreateDeviceInfoList");
    assertThatThrownBy(() -> tree.remove(ID)).hasMessageContaining("SetupDiCreateDeviceInfoList");
    assertThat(calls.log).hasSize(2);
  }

  @Test
  void removesFromAllHardwareProfiles() throws DriverException {
    tree.remove(ID);
    assertThat(calls.log)
        .containsExactly(
            "createDeviceInfoList " + NET,
            "openDeviceInfo " + ID,
            "setClassInstallParams 8 " + REMOVE,
            "callClassInstaller 5 8",
            "destroyDeviceInfoList");
  }

  @ParameterizedTest
  @CsvSource({
    "openDeviceInfo,        SetupDiOpenDeviceInfo",
    "setClassInstallParams, SetupDiSetClassInstallParams",
    "callClassInstaller 5,  SetupDiCallClassInstaller(DIF_REMOVE)",
  })
  void namesTheCallThatDidNotRemove(String failing, String call) {
    calls.failing.put(failing, 5);
    assertThatThrownBy(() -> tree.remove(ID))
        .hasMessage(call + " failed: 5 (access denied), " + ID);
    assertThat(calls.log).last().isEqualTo("destroyDeviceInfoList");
  }

  @Test
  void listsThePresentDevicesOfTheClass() throws DriverException {
    calls.devices = 2;
    calls.problem = 22;
    assertThat(tree.networkDevices())
        .containsExactly(
            new DeviceTree.Device(
                ID, List.of("ovpn-dco", "something"), DeviceTree.NET_CLASS + "\\0000", 22),
            new DeviceTree.Device(
                "ROOT\\NET\\0001",
                List.of("ovpn-dco", "something"),
                DeviceTree.NET_CLASS + "\\0001",
                22));
    assertThat(calls.log).first().isEqualTo("getClassDevs " + NET + " 2");
    assertThat(calls.log).last().isEqualTo("destroyDeviceInfoList");
  }

  @Test
  void aListThatBreaksOffIsNoList() {
    calls.devices = 1;
    calls.endOfDevices = 8;
    assertThatThrownBy(tree::networkDevices).hasMessageStartingWith("SetupDiEnumDeviceInfo failed");
  }

  @Test
  void asksAgainWhenTheListOfInterfacesHasGrown() throws DriverException {
    calls.paths.add("\\\\?\\ROOT#NET#0000#{guid}\\ovpn-dco");
    calls.growing = 2;
    assertThat(tree.interfacePaths(ID)).hasSize(3).first().asString().endsWith("\\ovpn-dco");
    assertThat(calls.log).last().isEqualTo("interfaceList " + INTERFACE + " " + ID);
  }

  @Test
  void aDeviceWithoutInterfacesHasNoPaths() throws DriverException {
    assertThat(tree.interfacePaths(ID)).isEmpty();
  }

  @Test
  void aDeviceThatWentAwayHasNoPaths() throws DriverException {
    calls.failing.put("interfaceListSize", 0x0d);
    assertThat(tree.interfacePaths(ID)).isEmpty();
  }

  @Test
  void givesUpOnAListThatNeverStopsGrowing() {
    calls.growing = Integer.MAX_VALUE;
    assertThatThrownBy(() -> tree.interfacePaths(ID))
        .hasMessage("CM_Get_Device_Interface_List failed: 26 (configuration manager), " + ID);
  }

  @Test
  void numbersOfTheConfigurationManagerAreNotWindowsErrors() {
    calls.failing.put("interfaceListSize", 5);
    assertThatThrownBy(() -> tree.interfacePaths(ID))
        .hasMessage("CM_Get_Device_Interface_List_Size failed: 5 (configuration manager), " + ID);
  }

  @Test
  void aNameCountsOnlyWhenItCanBeReadBack() {
    assertThatThrownBy(() -> tree.rename(ADAPTER, "Culvert")).hasMessageContaining("did not stick");
    assertThat(calls.log)
        .containsExactly("setConnectionName aaaaaaaa000000408000000000000001 Culvert");
  }

  @Test
  void renames() throws DriverException {
    registry.set(FakeWindows.CONNECTIONS + ADAPTER + "\\Connection", "Name", "Culvert");
    tree.rename(ADAPTER, "Culvert");
    calls.connectionNameResult = WindowsError.DUP_NAME;
    assertThatThrownBy(() -> tree.rename(ADAPTER, "Culvert"))
        .hasMessageStartingWith("NciSetConnectionName failed: 52");
  }

  private DriverException failureOfCreate() {
    return catchThrowableOfType(DriverException.class, () -> tree.create("ovpn-dco"));
  }
}
