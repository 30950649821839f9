// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import dev.culvert.driver.DriverException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The device tree by SetupAPI and the configuration manager, in Microsoft's order of calls. */
public final class SetupDeviceTree implements DeviceTree {
  private static final byte[] CLASS = Guid.bytes(NET_CLASS);
  private static final byte[] INTERFACE = Guid.bytes("{cac88484-7515-4c03-82e6-71a87abac361}");
  private static final String CONNECTION_KEY =
      "SYSTEM\\CurrentControlSet\\Control\\Network\\{4D36E972-E325-11CE-BFC1-08002BE10318}\\";
  private static final int DIGCF_PRESENT = 2;
  private static final int DICD_GENERATE_ID = 1;
  private static final int SPDRP_HARDWAREID = 1;
  private static final int SPDRP_DRIVER = 9;
  private static final int DIF_REMOVE = 5;
  private static final int DIF_REGISTERDEVICE = 0x19;
  private static final int DI_REMOVEDEVICE_GLOBAL = 1;
  private static final int DEV_INST = 20;
  private static final int CR_BUFFER_SMALL = 0x1A;

  /** What CM_Get_Device_Interface_List says of a device that went away between two calls. */
  private static final int CR_NO_SUCH_DEVNODE = 0x0D;

  private static final int PROPERTY_ROOM = 4096;
  private static final int LONGEST_ID = 200;
  private static final int LIST_TRIES = 5;

  private final SetupCalls calls;
  private final Registry registry;

  public SetupDeviceTree(SetupCalls calls, Registry registry) {
    this.calls = calls;
    this.registry = registry;
  }

  @Override
  public List<Device> networkDevices() throws DriverException {
    long set = calls.getClassDevs(CLASS, DIGCF_PRESENT);
    if (set == SetupCalls.NO_SET) {
      throw WindowsError.failure("SetupDiGetClassDevs", calls.lastError(), "network adapters");
    }
    try {
      List<Device> devices = new ArrayList<>();
      byte[] device = device();
      for (int i = 0; calls.enumDeviceInfo(set, i, device); i++) {
        devices.add(
            new Device(
                instanceId(set, device),
                texts(set, device, SPDRP_HARDWAREID),
                texts(set, device, SPDRP_DRIVER).stream().findFirst().orElse(""),
                Math.max(0, calls.devNodeProblem(devInst(device)))));
      }
      int end = calls.lastError();
      if (end != WindowsError.NO_MORE_ITEMS) {
        throw WindowsError.failure("SetupDiEnumDeviceInfo", end, "network adapters");
      }
      return devices;
    } finally {
      calls.destroyDeviceInfoList(set);
    }
  }

  private static byte[] device() {
    return ByteBuffer.allocate(SetupCalls.DEVICE_SIZE)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0, SetupCalls.DEVICE_SIZE)
        .array();
  }

  private static int devInst(byte[] device) {
    return ByteBuffer.wrap(device).order(ByteOrder.LITTLE_ENDIAN).getInt(DEV_INST);
  }

  private String instanceId(long set, byte[] device) throws DriverException {
    char[] id = new char[LONGEST_ID];
    if (!calls.getInstanceId(set, device, id)) {
      throw WindowsError.failure(
          "SetupDiGetDeviceInstanceId", calls.lastError(), "a network adapter");
    }
    return strings(new String(id)).getFirst();
  }

  private List<String> texts(long set, byte[] device, int property) {
    byte[] value = new byte[PROPERTY_ROOM];
    int length = calls.getRegistryProperty(set, device, property, value);
    return length <= 0
        ? List.of()
        : strings(new String(value, 0, Math.min(length, value.length), StandardCharsets.UTF_16LE));
  }

  /** MULTI_SZ: texts with a NUL behind each, up to an empty one. */
  private static List<String> strings(String list) {
    List<String> texts = new ArrayList<>();
    for (String text : list.split("\0", -1)) {
      if (text.isEmpty()) {
        break;
      }
      texts.add(text);
    }
    return texts.isEmpty() ? List.of("") : texts;
  }

  @Override
  public List<String> interfacePaths(String instanceId) throws DriverException {
    for (int i = 0; i < LIST_TRIES; i++) {
      int size = calls.interfaceListSize(INTERFACE, instanceId);
      if (size == -CR_NO_SUCH_DEVNODE) {
        return List.of();
      }
      if (size < 0) {
        throw configFailure("CM_Get_Device_Interface_List_Size", -size, instanceId);
      }
      char[] list = new char[Math.max(1, size)];
      int error = calls.interfaceList(INTERFACE, instanceId, list);
      if (error == 0) {
        return strings(new String(list)).stream().filter(path -> !path.isEmpty()).toList();
      }
      if (error != CR_BUFFER_SMALL) {
        throw configFailure("CM_Get_Device_Interface_List", error, instanceId);
      }
    }
    throw configFailure("CM_Get_Device_Interface_List", CR_BUFFER_SMALL, instanceId);
  }

  /** The configuration manager has numbers of its own (CR_, cfgmgr32.h). */
  private static DriverException configFailure(String call, int code, String object) {
    return new DriverException(call, code, "configuration manager", object);
  }

  @Override
  public String create(String hardwareId) throws DriverException {
    String object = "new device " + hardwareId;
    long set = calls.createDeviceInfoList(CLASS);
    if (set == SetupCalls.NO_SET) {
      throw WindowsError.failure("SetupDiCreateDeviceInfoList", calls.lastError(), object);
    }
    byte[] device = device();
    try {
      check(
          calls.createDeviceInfo(set, "Net", CLASS, DICD_GENERATE_ID, device),
          "SetupDiCreateDeviceInfo",
          object);
      check(calls.setSelectedDevice(set, device), "SetupDiSetSelectedDevice", object);
      check(
          calls.setRegistryProperty(set, device, SPDRP_HARDWAREID, multiText(hardwareId)),
          "SetupDiSetDeviceRegistryProperty",
          object);
      check(
          calls.callClassInstaller(DIF_REGISTERDEVICE, set, device),
          "SetupDiCallClassInstaller(DIF_REGISTERDEVICE)",
          object);
      try {
        check(calls.installDevice(set, device), "DiInstallDevice", object);
        return instanceId(set, device);
      } catch (DriverException e) {
        try {
          remove(set, device, object);
        } catch (DriverException alsoFailed) {
          e.addSuppressed(alsoFailed);
        }
        throw e;
      }
    } finally {
      calls.destroyDeviceInfoList(set);
    }
  }

  private void check(boolean done, String call, String object) throws DriverException {
    if (!done) {
      int code = calls.lastError();
      // A failure without a number must not read as success.
      throw WindowsError.failure(
          call, code == WindowsError.SUCCESS ? WindowsError.GEN_FAILURE : code, object);
    }
  }

  private static byte[] multiText(String text) {
    return (text + "\0\0").getBytes(StandardCharsets.UTF_16LE);
  }

  @Override
  public void remove(String instanceId) throws DriverException {
    long set = calls.createDeviceInfoList(CLASS);
    if (set == SetupCalls.NO_SET) {
      throw WindowsError.failure("SetupDiCreateDeviceInfoList", calls.lastError(), instanceId);
    }
    try {
      byte[] device = device();
      check(calls.openDeviceInfo(set, instanceId, device), "SetupDiOpenDeviceInfo", instanceId);
      remove(set, device, instanceId);
    } finally {
      calls.destroyDeviceInfoList(set);
    }
  }

  /** SP_REMOVEDEVICE_PARAMS: header (size 8, function), scope, hardware profile. */
  private void remove(long set, byte[] device, String object) throws DriverException {
    byte[] parameters =
        ByteBuffer.allocate(16)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(8)
            .putInt(DIF_REMOVE)
            .putInt(DI_REMOVEDEVICE_GLOBAL)
            .array();
    check(
        calls.setClassInstallParams(set, device, parameters),
        "SetupDiSetClassInstallParams",
        object);
    check(
        calls.callClassInstaller(DIF_REMOVE, set, device),
        "SetupDiCallClassInstaller(DIF_REMOVE)",
        object);
  }

  @Override
  public void rename(String adapterGuid, String name) throws DriverException {
    String key = CONNECTION_KEY + adapterGuid + "\\Connection";
    int error = calls.setConnectionName(Guid.bytes(adapterGuid), name);
    if (error > 0) {
      throw WindowsError.failure("NciSetConnectionName", error, "\"" + name + "\"");
    }
    if (error < 0) {
      registry.setText(key, "Name", name);
    }
    if (!registry.text(key, "Name").equals(Optional.of(name))) {
      throw WindowsError.failure(
          "NciSetConnectionName", WindowsError.INVALID_PARAMETER, "\"" + name + "\" did not stick");
    }
  }
}
