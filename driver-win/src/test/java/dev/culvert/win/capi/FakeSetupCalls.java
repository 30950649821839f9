// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Writes down the calls with their bytes, and fails those it is told to fail. */
final class FakeSetupCalls implements SetupCalls {
  private static final long SET = 0x1234_5678_9abcL;

  final List<String> log = new ArrayList<>();

  /** By call: the error number; 0 for a failure that sets none. */
  final Map<String, Integer> failing = new HashMap<>();

  /** Of the only device. */
  final List<String> paths = new ArrayList<>();

  /** Calls for the size of the list after each of which it grows. */
  int growing;

  int devices;
  int endOfDevices = WindowsError.NO_MORE_ITEMS;
  int problem;
  int connectionNameResult;
  private int lastError;

  @Override
  public long getClassDevs(byte[] classGuid, int flags) {
    return called("getClassDevs", hex(classGuid) + " " + flags) ? SET : NO_SET;
  }

  @Override
  public long createDeviceInfoList(byte[] classGuid) {
    return called("createDeviceInfoList", hex(classGuid)) ? SET : NO_SET;
  }

  @Override
  public boolean destroyDeviceInfoList(long set) {
    boolean done = called("destroyDeviceInfoList", set(set));
    lastError = 6;
    return done;
  }

  @Override
  public boolean enumDeviceInfo(long set, int index, byte[] device) {
    device[20] = (byte) index;
    lastError = endOfDevices;
    return index < devices;
  }

  @Override
  public boolean openDeviceInfo(long set, String instanceId, byte[] device) {
    device[20] = 8;
    return called("openDeviceInfo", set(set) + instanceId);
  }

  @Override
  public boolean createDeviceInfo(
      long set, String name, byte[] classGuid, int flags, byte[] device) {
    String before = hex(device);
    device[20] = 7; // DevInst: what later calls must hand on
    return called(
        "createDeviceInfo", set(set) + name + " " + hex(classGuid) + " " + flags + " " + before);
  }

  @Override
  public boolean setSelectedDevice(long set, byte[] device) {
    return called("setSelectedDevice", set(set) + device[20]);
  }

  @Override
  public int getRegistryProperty(long set, byte[] device, int property, byte[] value) {
    String text =
        switch (property) {
          case 1 -> "ovpn-dco\0something\0\0";
          case 9 -> DeviceTree.NET_CLASS + "\\000" + device[20] + "\0";
          default -> "";
        };
    byte[] bytes = text.getBytes(StandardCharsets.UTF_16LE);
    System.arraycopy(bytes, 0, value, 0, bytes.length);
    return called("getRegistryProperty " + property, set(set)) ? bytes.length : -1;
  }

  @Override
  public boolean setRegistryProperty(long set, byte[] device, int property, byte[] value) {
    return called("setRegistryProperty", set(set) + device[20] + " " + property + " " + hex(value));
  }

  @Override
  public boolean getInstanceId(long set, byte[] device, char[] id) {
    String text = "ROOT\\NET\\000" + device[20] + "\0";
    text.getChars(0, text.length(), id, 0);
    return called("getInstanceId", set(set) + device[20]);
  }

  @Override
  public boolean setClassInstallParams(long set, byte[] device, byte[] parameters) {
    return called("setClassInstallParams", set(set) + device[20] + " " + hex(parameters));
  }

  @Override
  public boolean callClassInstaller(int function, long set, byte[] device) {
    return called("callClassInstaller " + function, set(set) + device[20]);
  }

  @Override
  public boolean installDevice(long set, byte[] device) {
    return called("installDevice", set(set) + device[20]);
  }

  @Override
  public int devNodeProblem(int devInst) {
    return problem;
  }

  @Override
  public int interfaceListSize(byte[] interfaceGuid, String instanceId) {
    int size = multi().length();
    if (growing > 0) {
      growing--;
      paths.add("\\\\?\\ROOT#NET#0000#{guid}\\grown");
    }
    return called("interfaceListSize", hex(interfaceGuid) + " " + instanceId) ? size : -lastError;
  }

  @Override
  public int interfaceList(byte[] interfaceGuid, String instanceId, char[] list) {
    if (multi().length() > list.length) {
      return 0x1a;
    }
    multi().getChars(0, multi().length(), list, 0);
    return called("interfaceList", hex(interfaceGuid) + " " + instanceId) ? 0 : lastError;
  }

  @Override
  public int setConnectionName(byte[] adapterGuid, String name) {
    boolean _ = called("setConnectionName", hex(adapterGuid) + " " + name);
    return connectionNameResult;
  }

  @Override
  public int lastError() {
    return lastError;
  }

  private String multi() {
    return String.join("", paths.stream().map(path -> path + "\0").toList()) + "\0";
  }

  private boolean called(String call, String arguments) {
    log.add((call + " " + arguments).strip());
    lastError = failing.getOrDefault(call, 0);
    return !failing.containsKey(call);
  }

  private static String set(long set) {
    return set == SET ? "" : "wrong set " + set + " ";
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
