// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

/**
 * The calls of SetupAPI that make and remove device nodes, as they are. Each answers 0 or the error
 * number. A device is its SP_DEVINFO_DATA, which the calls fill and read; text goes in without a
 * terminator and comes out with one.
 */
public interface SetupCalls {
  /** SetupDiCreateDeviceInfoList; the handle of the set goes into the first element. */
  int createDeviceInfoList(byte[] classGuid, long[] set);

  /** SetupDiDestroyDeviceInfoList; there is nothing to do about a failure of it. */
  void destroyDeviceInfoList(long set);

  /** SetupDiClassNameFromGuid. */
  int classNameFromGuid(byte[] classGuid, char[] name);

  /** SetupDiCreateDeviceInfo without description and window. */
  int createDeviceInfo(long set, String name, byte[] classGuid, int flags, byte[] device);

  /** SetupDiOpenDeviceInfo without window and flags. */
  int openDeviceInfo(long set, String instanceId, byte[] device);

  /** SetupDiGetDeviceInstanceId. */
  int deviceInstanceId(long set, byte[] device, char[] instanceId);

  int setSelectedDevice(long set, byte[] device);

  int setDeviceRegistryProperty(long set, byte[] device, int property, byte[] value);

  int setClassInstallParams(long set, byte[] device, byte[] parameters);

  int callClassInstaller(int function, long set, byte[] device);

  /**
   * DiInstallDevice with the best driver of the store.
   *
   * @param restart its first element becomes other than 0 if a restart is needed
   */
  int installDevice(long set, byte[] device, int[] restart);
}
