// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.platform.win32.Advapi32;
import com.sun.jna.platform.win32.Guid.GUID;
import com.sun.jna.platform.win32.SetupApi;
import com.sun.jna.platform.win32.SetupApi.SP_DEVINFO_DATA;
import com.sun.jna.platform.win32.WinBase;
import com.sun.jna.platform.win32.WinNT;
import com.sun.jna.platform.win32.WinNT.HANDLE;
import com.sun.jna.platform.win32.WinReg.HKEY;
import com.sun.jna.ptr.IntByReference;
import dev.culvert.driver.DriverException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The device tree of this Windows. */
public final class NativeDeviceTree implements DeviceTree {
  private static final int SPDRP_HARDWAREID = 1;
  private static final int DICS_FLAG_GLOBAL = 1;
  private static final int DIREG_DRV = 2;

  private final SetupApi setup = SetupApi.INSTANCE;
  private final ConfigurationManager configuration = new ConfigurationManager();
  private final InterfaceList interfaces = new InterfaceList(configuration);
  private final DeviceNodes nodes = new DeviceNodes(new NativeSetupCalls());

  public NativeDeviceTree() {}

  @Override
  public List<NetDevice> netDevices() throws DriverException {
    GUID net = GUID.fromString(WindowsGuid.DEVCLASS_NET);
    HANDLE set = setup.SetupDiGetClassDevs(net, null, null, SetupApi.DIGCF_PRESENT);
    if (WinBase.INVALID_HANDLE_VALUE.equals(set)) {
      throw WindowsError.failure("SetupDiGetClassDevs", Native.getLastError(), "class Net");
    }
    try {
      return devices(set);
    } finally {
      setup.SetupDiDestroyDeviceInfoList(set);
    }
  }

  private List<NetDevice> devices(HANDLE set) throws DriverException {
    List<NetDevice> devices = new ArrayList<>();
    SP_DEVINFO_DATA device = new SP_DEVINFO_DATA();
    while (setup.SetupDiEnumDeviceInfo(set, devices.size(), device)) {
      devices.add(device(set, device));
    }
    int code = Native.getLastError();
    if (code != WindowsError.NO_MORE_ITEMS) {
      throw WindowsError.failure("SetupDiEnumDeviceInfo", code, "class Net");
    }
    return devices;
  }

  private NetDevice device(HANDLE set, SP_DEVINFO_DATA device) throws DriverException {
    String instanceId = configuration.instanceId(device.DevInst);
    List<String> hardwareIds = hardwareIds(set, device);
    OptionalInt problem = configuration.problem(device.DevInst);
    long handle =
        DriverKey.SetupDiOpenDevRegKey(
            set.getPointer(),
            device.getPointer(),
            DICS_FLAG_GLOBAL,
            0,
            DIREG_DRV,
            WinNT.KEY_QUERY_VALUE);
    if (handle == DriverKey.INVALID_HANDLE_VALUE) {
      // No driver has been installed on the device, or not yet.
      return new NetDevice(
          instanceId,
          hardwareIds,
          Optional.empty(),
          Optional.empty(),
          OptionalInt.empty(),
          problem);
    }
    HKEY key = new HKEY(new Pointer(handle));
    try {
      return new NetDevice(
          instanceId,
          hardwareIds,
          text(key, "NetCfgInstanceId"),
          text(key, "ComponentId"),
          number(key, "NetLuidIndex"),
          problem);
    } finally {
      Advapi32.INSTANCE.RegCloseKey(key);
    }
  }

  /** Empty if the device has none, which is not an error. */
  private List<String> hardwareIds(HANDLE set, SP_DEVINFO_DATA device) {
    IntByReference needed = new IntByReference();
    setup.SetupDiGetDeviceRegistryProperty(set, device, SPDRP_HARDWAREID, null, null, 0, needed);
    if (needed.getValue() == 0) {
      return List.of();
    }
    Memory ids = new Memory(needed.getValue());
    return setup.SetupDiGetDeviceRegistryProperty(
            set, device, SPDRP_HARDWAREID, null, ids, needed.getValue(), null)
        ? WideText.list(ids.getByteArray(0, needed.getValue()))
        : List.of();
  }

  private static Optional<String> text(HKEY key, String value) throws DriverException {
    return RegistryKey.read(key, null, value, RegistryKey.REG_SZ).map(WideText::first);
  }

  private static OptionalInt number(HKEY key, String value) throws DriverException {
    Optional<byte[]> bytes = RegistryKey.read(key, null, value, RegistryKey.REG_DWORD);
    return bytes.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(ByteBuffer.wrap(bytes.get()).order(ByteOrder.LITTLE_ENDIAN).getInt());
  }

  @Override
  public List<String> interfacePaths(String instanceId) throws DriverException {
    return interfaces.paths(WindowsGuid.DEVINTERFACE_NET, instanceId);
  }

  @Override
  public NewNode createNode(String hardwareId) throws DriverException {
    return nodes.create(hardwareId);
  }

  @Override
  public void removeNode(String instanceId) throws DriverException {
    nodes.remove(instanceId);
  }

  @Override
  public void renameConnection(String guid, String name) throws DriverException {
    ConnectionNames.rename(guid, name);
  }

  /**
   * As a number: jna-platform's mapping of this call throws a ClassCastException for the answer
   * INVALID_HANDLE_VALUE, which every device without a driver gives.
   */
  private static final class DriverKey {
    static final long INVALID_HANDLE_VALUE = -1;

    static {
      Native.register(DriverKey.class, SystemFolder.dll("setupapi.dll"));
    }

    static native long SetupDiOpenDevRegKey(
        Pointer set, Pointer device, int scope, int hardwareProfile, int keyType, int access);
  }
}
