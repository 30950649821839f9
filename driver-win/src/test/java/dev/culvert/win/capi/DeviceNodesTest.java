// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.culvert.driver.DriverException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceNodesTest {
  /** GUID_DEVCLASS_NET as devguid.h lays it out in memory. */
  private static final String NET = "72e9364d25e3ce11bfc108002be10318";

  private static final String OVPN_DCO_MULTI_SZ = "6f00760070006e002d00640063006f0000000000";
  private static final String EMPTY_DEVICE = "20000000" + "00".repeat(28);
  private static final String REMOVE = "08000000" + "05000000" + "01000000" + "00000000";

  private final FakeSetupCalls calls = new FakeSetupCalls();
  private final DeviceNodes nodes = new DeviceNodes(calls);

  @Test
  void createsInTheOrderThatMicrosoftDocuments() throws DriverException {
    assertThat(nodes.create("ovpn-dco")).isEqualTo(new NewNode("ROOT\\NET\\0003", false));
    assertThat(calls.log)
        .containsExactly(
            "createDeviceInfoList " + NET,
            "classNameFromGuid " + NET,
            "createDeviceInfo Net 1 " + EMPTY_DEVICE,
            "setSelectedDevice 7",
            "setDeviceRegistryProperty 7 1 " + OVPN_DCO_MULTI_SZ,
            "callClassInstaller 25 7",
            "installDevice 7",
            "deviceInstanceId 7",
            "destroyDeviceInfoList");
  }

  @Test
  void tellsThatARestartIsNeeded() throws DriverException {
    calls.restart = 1;
    assertThat(nodes.create("ovpn-dco").restartNeeded()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "classNameFromGuid,         SetupDiClassNameFromGuid",
    "createDeviceInfo,          SetupDiCreateDeviceInfo",
    "setSelectedDevice,         SetupDiSetSelectedDevice",
    "setDeviceRegistryProperty, SetupDiSetDeviceRegistryProperty",
    "callClassInstaller 25,     SetupDiCallClassInstaller(DIF_REGISTERDEVICE)",
  })
  void aFailureBeforeTheNodeExistsRemovesNothing(String failing, String call) {
    calls.failing.put(failing, 5);
    assertThatThrownBy(() -> nodes.create("ovpn-dco"))
        .isInstanceOf(DriverException.class)
        .hasMessage(call + " failed: 5 (access denied), ovpn-dco");
    assertThat(calls.log).last().isEqualTo("destroyDeviceInfoList");
    assertThat(calls.log).noneMatch(line -> line.startsWith("callClassInstaller 5"));
  }

  @ParameterizedTest
  @CsvSource({"installDevice, DiInstallDevice", "deviceInstanceId, SetupDiGetDeviceInstanceId"})
  void aFailureAfterThatRemovesTheNode(String failing, String call) {
    calls.failing.put(failing, 2);
    DriverException failure = failureOfCreate();
    assertThat(failure.call()).isEqualTo(call);
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
  void withoutASetNothingElseIsCalled() {
    calls.failing.put("createDeviceInfoList", 8);
    assertThat(failureOfCreate().call()).isEqualTo("SetupDiCreateDeviceInfoList");
    assertThat(calls.log).hasSize(1);
  }

  @Test
  void removesFromAllHardwareProfiles() throws DriverException {
    nodes.remove("ROOT\\NET\\0003");
    assertThat(calls.log)
        .containsExactly(
            "createDeviceInfoList " + NET,
            "openDeviceInfo ROOT\\NET\\0003",
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
    assertThatThrownBy(() -> nodes.remove("ROOT\\NET\\0003"))
        .hasMessage(call + " failed: 5 (access denied), ROOT\\NET\\0003");
    assertThat(calls.log).last().isEqualTo("destroyDeviceInfoList");
    assertThat(calls.log).filteredOn(line -> line.startsWith(failing)).hasSize(1);
  }

  private DriverException failureOfCreate() {
    return catchThrowableOfType(DriverException.class, () -> nodes.create("ovpn-dco"));
  }
}
