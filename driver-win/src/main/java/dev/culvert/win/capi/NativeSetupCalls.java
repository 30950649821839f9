// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import com.sun.jna.Native;
import com.sun.jna.WString;
import org.jspecify.annotations.Nullable;

/** SetupAPI of this Windows. */
public final class NativeSetupCalls implements SetupCalls {
  private static final long INVALID_HANDLE_VALUE = -1;

  public NativeSetupCalls() {}

  @Override
  public int createDeviceInfoList(byte[] classGuid, long[] set) {
    set[0] = SetupDi.SetupDiCreateDeviceInfoList(classGuid, 0);
    return code(set[0] != INVALID_HANDLE_VALUE);
  }

  @Override
  public void destroyDeviceInfoList(long set) {
    SetupDi.SetupDiDestroyDeviceInfoList(set);
  }

  @Override
  public int classNameFromGuid(byte[] classGuid, char[] name) {
    return code(SetupDi.SetupDiClassNameFromGuidW(classGuid, name, name.length, null) != 0);
  }

  @Override
  public int createDeviceInfo(long set, String name, byte[] classGuid, int flags, byte[] device) {
    return code(
        SetupDi.SetupDiCreateDeviceInfoW(set, new WString(name), classGuid, null, 0, flags, device)
            != 0);
  }

  @Override
  public int openDeviceInfo(long set, String instanceId, byte[] device) {
    return code(SetupDi.SetupDiOpenDeviceInfoW(set, new WString(instanceId), 0, 0, device) != 0);
  }

  @Override
  public int deviceInstanceId(long set, byte[] device, char[] instanceId) {
    return code(
        SetupDi.SetupDiGetDeviceInstanceIdW(set, device, instanceId, instanceId.length, null) != 0);
  }

  @Override
  public int setSelectedDevice(long set, byte[] device) {
    return code(SetupDi.SetupDiSetSelectedDevice(set, device) != 0);
  }

  @Override
  public int setDeviceRegistryProperty(long set, byte[] device, int property, byte[] value) {
    return code(
        SetupDi.SetupDiSetDeviceRegistryPropertyW(set, device, property, value, value.length) != 0);
  }

  @Override
  public int setClassInstallParams(long set, byte[] device, byte[] parameters) {
    return code(
        SetupDi.SetupDiSetClassInstallParamsW(set, device, parameters, parameters.length) != 0);
  }

  @Override
  public int callClassInstaller(int function, long set, byte[] device) {
    return code(SetupDi.SetupDiCallClassInstaller(function, set, device) != 0);
  }

  @Override
  public int installDevice(long set, byte[] device, int[] restart) {
    return code(NewDev.DiInstallDevice(0, set, device, null, 0, restart) != 0);
  }

  /** The error number is only meaningful after a failure; a failure without one must not be 0. */
  private static int code(boolean success) {
    int error = success ? WindowsError.SUCCESS : Native.getLastError();
    return success || error != WindowsError.SUCCESS ? error : WindowsError.GEN_FAILURE;
  }

  /** BOOL as int, handles and window handles as long (64 bits), texts of two-byte characters. */
  private static final class SetupDi {
    static {
      Native.register(SetupDi.class, SystemFolder.dll("setupapi.dll"));
    }

    static native long SetupDiCreateDeviceInfoList(byte[] classGuid, long window);

    static native int SetupDiDestroyDeviceInfoList(long set);

    static native int SetupDiClassNameFromGuidW(
        byte[] classGuid, char[] name, int size, int @Nullable [] needed);

    static native int SetupDiCreateDeviceInfoW(
        long set,
        WString name,
        byte[] classGuid,
        @Nullable WString description,
        long window,
        int flags,
        byte[] device);

    static native int SetupDiOpenDeviceInfoW(
        long set, WString instanceId, long window, int flags, byte[] device);

    static native int SetupDiGetDeviceInstanceIdW(
        long set, byte[] device, char[] instanceId, int size, int @Nullable [] needed);

    static native int SetupDiSetSelectedDevice(long set, byte[] device);

    static native int SetupDiSetDeviceRegistryPropertyW(
        long set, byte[] device, int property, byte[] value, int size);

    static native int SetupDiSetClassInstallParamsW(
        long set, byte[] device, byte[] parameters, int size);

    static native int SetupDiCallClassInstaller(int function, long set, byte[] device);
  }

  /** Apart, so that finding devices does not load it. */
  private static final class NewDev {
    static {
      Native.register(NewDev.class, SystemFolder.dll("newdev.dll"));
    }

    static native int DiInstallDevice(
        long window,
        long set,
        byte[] device,
        byte @Nullable [] driver,
        int flags,
        int[] needsRestart);
  }
}
