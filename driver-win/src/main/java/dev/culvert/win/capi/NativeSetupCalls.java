// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.WString;
import org.jspecify.annotations.Nullable;

/** The system's own installer, by direct mapping. */
public final class NativeSetupCalls implements SetupCalls {
  static {
    Native.register(Setup.class, SystemLibrary.of("setupapi"));
    Native.register(ConfigManager.class, SystemLibrary.of("cfgmgr32"));
  }

  public NativeSetupCalls() {}

  private static final class Setup {
    static native long SetupDiGetClassDevsW(
        byte[] guid, @Nullable WString enumerator, long window, int flags);

    static native long SetupDiCreateDeviceInfoList(byte[] guid, long window);

    static native boolean SetupDiDestroyDeviceInfoList(long set);

    static native boolean SetupDiEnumDeviceInfo(long set, int index, byte[] device);

    static native boolean SetupDiOpenDeviceInfoW(
        long set, WString id, long window, int flags, byte[] device);

    static native boolean SetupDiCreateDeviceInfoW(
        long set,
        WString name,
        byte[] guid,
        @Nullable WString description,
        long window,
        int flags,
        byte[] device);

    static native boolean SetupDiSetSelectedDevice(long set, byte[] device);

    static native boolean SetupDiGetDeviceRegistryPropertyW(
        long set, byte[] device, int property, int[] type, byte[] value, int size, int[] needed);

    static native boolean SetupDiSetDeviceRegistryPropertyW(
        long set, byte[] device, int property, byte[] value, int size);

    static native boolean SetupDiGetDeviceInstanceIdW(
        long set, byte[] device, char[] id, int size, int[] needed);

    static native boolean SetupDiSetClassInstallParamsW(
        long set, byte[] device, byte[] parameters, int size);

    static native boolean SetupDiCallClassInstaller(int function, long set, byte[] device);
  }

  private static final class ConfigManager {
    static native int CM_Get_DevNode_Status(int[] status, int[] problem, int devInst, int flags);

    static native int CM_Get_Device_Interface_List_SizeW(
        int[] size, byte[] guid, WString id, int flags);

    static native int CM_Get_Device_Interface_ListW(
        byte[] guid, WString id, char[] list, int size, int flags);
  }

  @Override
  public long getClassDevs(byte[] classGuid, int flags) {
    return Setup.SetupDiGetClassDevsW(classGuid, null, 0, flags);
  }

  @Override
  public long createDeviceInfoList(byte[] classGuid) {
    return Setup.SetupDiCreateDeviceInfoList(classGuid, 0);
  }

  @Override
  public boolean destroyDeviceInfoList(long set) {
    return Setup.SetupDiDestroyDeviceInfoList(set);
  }

  @Override
  public boolean enumDeviceInfo(long set, int index, byte[] device) {
    return Setup.SetupDiEnumDeviceInfo(set, index, device);
  }

  @Override
  public boolean openDeviceInfo(long set, String instanceId, byte[] device) {
    return Setup.SetupDiOpenDeviceInfoW(set, new WString(instanceId), 0, 0, device);
  }

  @Override
  public boolean createDeviceInfo(
      long set, String name, byte[] classGuid, int flags, byte[] device) {
    return Setup.SetupDiCreateDeviceInfoW(
        set, new WString(name), classGuid, null, 0, flags, device);
  }

  @Override
  public boolean setSelectedDevice(long set, byte[] device) {
    return Setup.SetupDiSetSelectedDevice(set, device);
  }

  @Override
  public int getRegistryProperty(long set, byte[] device, int property, byte[] value) {
    int[] needed = new int[1];
    boolean done =
        Setup.SetupDiGetDeviceRegistryPropertyW(
            set, device, property, new int[1], value, value.length, needed);
    return done ? needed[0] : -1;
  }

  @Override
  public boolean setRegistryProperty(long set, byte[] device, int property, byte[] value) {
    return Setup.SetupDiSetDeviceRegistryPropertyW(set, device, property, value, value.length);
  }

  @Override
  public boolean getInstanceId(long set, byte[] device, char[] id) {
    return Setup.SetupDiGetDeviceInstanceIdW(set, device, id, id.length, new int[1]);
  }

  @Override
  public boolean setClassInstallParams(long set, byte[] device, byte[] parameters) {
    return Setup.SetupDiSetClassInstallParamsW(set, device, parameters, parameters.length);
  }

  @Override
  public boolean callClassInstaller(int function, long set, byte[] device) {
    return Setup.SetupDiCallClassInstaller(function, set, device);
  }

  @Override
  public boolean installDevice(long set, byte[] device) {
    Function install = SystemLibrary.of("newdev").getFunction("DiInstallDevice");
    return install.invokeInt(new Object[] {0L, set, device, null, 0, new int[1]}) != 0;
  }

  @Override
  public int devNodeProblem(int devInst) {
    int[] problem = new int[1];
    int error = ConfigManager.CM_Get_DevNode_Status(new int[1], problem, devInst, 0);
    return error == 0 ? problem[0] : -error;
  }

  @Override
  public int interfaceListSize(byte[] interfaceGuid, String instanceId) {
    int[] size = new int[1];
    int error =
        ConfigManager.CM_Get_Device_Interface_List_SizeW(
            size, interfaceGuid, new WString(instanceId), 0);
    return error == 0 ? size[0] : -error;
  }

  @Override
  public int interfaceList(byte[] interfaceGuid, String instanceId, char[] list) {
    return ConfigManager.CM_Get_Device_Interface_ListW(
        interfaceGuid, new WString(instanceId), list, list.length, 0);
  }

  @Override
  public int setConnectionName(byte[] adapterGuid, String name) {
    try {
      Function set = SystemLibrary.of("nci").getFunction("NciSetConnectionName");
      return set.invokeInt(new Object[] {adapterGuid, new WString(name)});
    } catch (UnsatisfiedLinkError e) {
      return -1;
    }
  }

  @Override
  public int lastError() {
    return Native.getLastError();
  }
}
