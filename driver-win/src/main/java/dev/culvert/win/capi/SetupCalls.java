// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

/**
 * The calls of setupapi.dll, cfgmgr32.dll and newdev.dll as they are: a device information set is a
 * number (-1 for none), SP_DEVINFO_DATA is 32 bytes with its size in front (x64), false stands for
 * a failure whose number {@link #lastError} gives at once. A test puts an installer of its own
 * here.
 */
public interface SetupCalls {
  long NO_SET = -1;

  /** SP_DEVINFO_DATA: cbSize 0, ClassGuid 4, DevInst 20. */
  int DEVICE_SIZE = 32;

  /** SetupDiGetClassDevsW; flag DIGCF_PRESENT is 2. */
  long getClassDevs(byte[] classGuid, int flags);

  /** SetupDiCreateDeviceInfoList. */
  long createDeviceInfoList(byte[] classGuid);

  /** SetupDiDestroyDeviceInfoList. */
  boolean destroyDeviceInfoList(long set);

  /** SetupDiEnumDeviceInfo; {@code device} is filled. */
  boolean enumDeviceInfo(long set, int index, byte[] device);

  /** SetupDiOpenDeviceInfoW; {@code device} is filled. */
  boolean openDeviceInfo(long set, String instanceId, byte[] device);

  /** SetupDiCreateDeviceInfoW; flag DICD_GENERATE_ID is 1. */
  boolean createDeviceInfo(long set, String name, byte[] classGuid, int flags, byte[] device);

  /** SetupDiSetSelectedDevice. */
  boolean setSelectedDevice(long set, byte[] device);

  /** SetupDiGetDeviceRegistryPropertyW: bytes of the value, or -1. */
  int getRegistryProperty(long set, byte[] device, int property, byte[] value);

  /** SetupDiSetDeviceRegistryPropertyW. */
  boolean setRegistryProperty(long set, byte[] device, int property, byte[] value);

  /** SetupDiGetDeviceInstanceIdW: the id with its NUL, UTF-16. */
  boolean getInstanceId(long set, byte[] device, char[] id);

  /** SetupDiSetClassInstallParamsW. */
  boolean setClassInstallParams(long set, byte[] device, byte[] parameters);

  /** SetupDiCallClassInstaller. */
  boolean callClassInstaller(int function, long set, byte[] device);

  /** DiInstallDevice without a chosen driver: Windows takes the best it has. */
  boolean installDevice(long set, byte[] device);

  /** CM_Get_DevNode_Status: the problem number, 0 for none, or minus the CR_ error. */
  int devNodeProblem(int devInst);

  /** CM_Get_Device_Interface_List_SizeW: characters, or minus the CR_ error. */
  int interfaceListSize(byte[] interfaceGuid, String instanceId);

  /** CM_Get_Device_Interface_ListW: the CR_ error, 0 for none. */
  int interfaceList(byte[] interfaceGuid, String instanceId, char[] list);

  /**
   * NciSetConnectionName of nci.dll, which Windows itself names connections with.
   *
   * @return its error number, or -1 where there is no such function
   */
  int setConnectionName(byte[] adapterGuid, String name);

  int lastError();
}
