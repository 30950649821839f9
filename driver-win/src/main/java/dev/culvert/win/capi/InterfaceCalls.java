// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

/** The calls of the configuration manager that list device interfaces, as they are. */
interface InterfaceCalls {
  /** CM_Get_Device_Interface_List_Size; characters with all NULs into the first element. */
  int size(int[] length, byte[] classGuid, String instanceId);

  /** CM_Get_Device_Interface_List. */
  int list(byte[] classGuid, String instanceId, char[] list);
}
