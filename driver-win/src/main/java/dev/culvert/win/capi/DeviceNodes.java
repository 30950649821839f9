// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import dev.culvert.driver.DriverException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Makes and removes root-enumerated device nodes of the class Net, in the order of calls that
 * Microsoft documents for installing a non-PnP device (SetupDiCreateDeviceInfo, DIF_REGISTERDEVICE,
 * DiInstallDevice) and for removing one (DIF_REMOVE).
 */
public final class DeviceNodes {
  /** Characters of a device instance id with its NUL: MAX_DEVICE_ID_LEN (cfgmgr32.h). */
  static final int INSTANCE_ID_LENGTH = 200;

  /** MAX_CLASS_NAME_LEN (setupapi.h). */
  private static final int CLASS_NAME_LENGTH = 32;

  /** Sizes of 64-bit Windows, the only one that has a JDK of today: SP_DEVINFO_DATA. */
  private static final int DEVICE_SIZE = 32;

  /** SP_CLASSINSTALL_HEADER: cbSize, InstallFunction. */
  private static final int HEADER_SIZE = 8;

  private static final int DICD_GENERATE_ID = 1;
  private static final int SPDRP_HARDWAREID = 1;
  private static final int DIF_REMOVE = 0x05;
  private static final int DIF_REGISTERDEVICE = 0x19;
  private static final int DI_REMOVEDEVICE_GLOBAL = 1;

  private final SetupCalls calls;

  public DeviceNodes(SetupCalls calls) {
    this.calls = calls;
  }

  /**
   * Makes a node and installs the best driver of the store on it.
   *
   * @throws DriverException naming the call that failed; the node is removed again then
   */
  public NewNode create(String hardwareId) throws DriverException {
    byte[] net = WindowsGuid.bytes(WindowsGuid.DEVCLASS_NET);
    long set = openSet(net);
    try {
      return create(set, net, hardwareId);
    } finally {
      calls.destroyDeviceInfoList(set);
    }
  }

  /** Removes a node from all hardware profiles. */
  public void remove(String instanceId) throws DriverException {
    long set = openSet(WindowsGuid.bytes(WindowsGuid.DEVCLASS_NET));
    try {
      byte[] device = emptyDevice();
      check("SetupDiOpenDeviceInfo", calls.openDeviceInfo(set, instanceId, device), instanceId);
      remove(set, device, instanceId);
    } finally {
      calls.destroyDeviceInfoList(set);
    }
  }

  private NewNode create(long set, byte[] net, String hardwareId) throws DriverException {
    char[] name = new char[CLASS_NAME_LENGTH];
    check("SetupDiClassNameFromGuid", calls.classNameFromGuid(net, name), hardwareId);
    byte[] device = emptyDevice();
    check(
        "SetupDiCreateDeviceInfo",
        calls.createDeviceInfo(set, WideText.first(name), net, DICD_GENERATE_ID, device),
        hardwareId);
    check("SetupDiSetSelectedDevice", calls.setSelectedDevice(set, device), hardwareId);
    check(
        "SetupDiSetDeviceRegistryProperty",
        calls.setDeviceRegistryProperty(set, device, SPDRP_HARDWAREID, WideText.multi(hardwareId)),
        hardwareId);
    check(
        "SetupDiCallClassInstaller(DIF_REGISTERDEVICE)",
        calls.callClassInstaller(DIF_REGISTERDEVICE, set, device),
        hardwareId);
    // From here on the node outlives this program, so a failure has to take it away again.
    try {
      return install(set, device, hardwareId);
    } catch (DriverException e) {
      try {
        remove(set, device, hardwareId);
      } catch (DriverException alsoFailed) {
        e.addSuppressed(alsoFailed);
      }
      throw e;
    }
  }

  private NewNode install(long set, byte[] device, String hardwareId) throws DriverException {
    int[] restart = new int[1];
    check("DiInstallDevice", calls.installDevice(set, device, restart), hardwareId);
    char[] instanceId = new char[INSTANCE_ID_LENGTH];
    check(
        "SetupDiGetDeviceInstanceId", calls.deviceInstanceId(set, device, instanceId), hardwareId);
    return new NewNode(WideText.first(instanceId), restart[0] != 0);
  }

  private void remove(long set, byte[] device, String object) throws DriverException {
    check(
        "SetupDiSetClassInstallParams",
        calls.setClassInstallParams(set, device, removeParameters()),
        object);
    check(
        "SetupDiCallClassInstaller(DIF_REMOVE)",
        calls.callClassInstaller(DIF_REMOVE, set, device),
        object);
  }

  private long openSet(byte[] classGuid) throws DriverException {
    long[] set = new long[1];
    check("SetupDiCreateDeviceInfoList", calls.createDeviceInfoList(classGuid, set), "class Net");
    return set[0];
  }

  private static byte[] emptyDevice() {
    return littleEndian(DEVICE_SIZE).putInt(DEVICE_SIZE).array();
  }

  /** SP_REMOVEDEVICE_PARAMS: header, Scope, HwProfile (0: not used with the global scope). */
  private static byte[] removeParameters() {
    return littleEndian(HEADER_SIZE + 8)
        .putInt(HEADER_SIZE)
        .putInt(DIF_REMOVE)
        .putInt(DI_REMOVEDEVICE_GLOBAL)
        .putInt(0)
        .array();
  }

  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void check(String call, int code, String object) throws DriverException {
    if (code != WindowsError.SUCCESS) {
      throw WindowsError.failure(call, code, object);
    }
  }
}
