// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Writes down the calls with their bytes, and fails those it is told to fail. */
final class FakeSetupCalls implements SetupCalls {
  static final long SET = 0x1234_5678_9abcL;

  final List<String> log = new ArrayList<>();
  final Map<String, Integer> failing = new HashMap<>();
  int restart;

  @Override
  public int createDeviceInfoList(byte[] classGuid, long[] set) {
    set[0] = SET;
    return called("createDeviceInfoList", hex(classGuid));
  }

  @Override
  public void destroyDeviceInfoList(long set) {
    int _ = called("destroyDeviceInfoList", set(set));
  }

  @Override
  public int classNameFromGuid(byte[] classGuid, char[] name) {
    copy("Net\0", name);
    return called("classNameFromGuid", hex(classGuid));
  }

  @Override
  public int createDeviceInfo(long set, String name, byte[] classGuid, int flags, byte[] device) {
    String empty = hex(device);
    device[20] = 7; // DevInst: what later calls must hand on
    return called("createDeviceInfo", set(set) + name + " " + flags + " " + empty);
  }

  @Override
  public int openDeviceInfo(long set, String instanceId, byte[] device) {
    device[20] = 8;
    return called("openDeviceInfo", set(set) + instanceId);
  }

  @Override
  public int deviceInstanceId(long set, byte[] device, char[] instanceId) {
    copy("ROOT\\NET\\0003\0", instanceId);
    return called("deviceInstanceId", set(set) + device[20]);
  }

  @Override
  public int setSelectedDevice(long set, byte[] device) {
    return called("setSelectedDevice", set(set) + device[20]);
  }

  @Override
  public int setDeviceRegistryProperty(long set, byte[] device, int property, byte[] value) {
    return called(
        "setDeviceRegistryProperty", set(set) + device[20] + " " + property + " " + hex(value));
  }

  @Override
  public int setClassInstallParams(long set, byte[] device, byte[] parameters) {
    return called("setClassInstallParams", set(set) + device[20] + " " + hex(parameters));
  }

  @Override
  public int callClassInstaller(int function, long set, byte[] device) {
    return called("callClassInstaller " + function, set(set) + device[20]);
  }

  @Override
  public int installDevice(long set, byte[] device, int[] restart) {
    restart[0] = this.restart;
    return called("installDevice", set(set) + device[20]);
  }

  private int called(String call, String arguments) {
    log.add((call + " " + arguments).strip());
    return failing.getOrDefault(call, 0);
  }

  private static String set(long set) {
    return set == SET ? "" : "wrong set " + set + " ";
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static void copy(String text, char[] into) {
    text.getChars(0, text.length(), into, 0);
  }
}
