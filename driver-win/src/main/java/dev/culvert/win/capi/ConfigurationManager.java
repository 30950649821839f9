// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import com.sun.jna.Native;
import com.sun.jna.WString;
import java.util.OptionalInt;

/** The configuration manager of this Windows (cfgmgr32.dll). Results are CR_ numbers. */
final class ConfigurationManager implements InterfaceCalls {
  private static final int CR_SUCCESS = 0;
  private static final int CM_GET_DEVICE_INTERFACE_LIST_PRESENT = 0;
  private static final int DN_HAS_PROBLEM = 0x400;

  static {
    Native.register(ConfigurationManager.class, SystemFolder.dll("cfgmgr32.dll"));
  }

  private static native int CM_Get_Device_Interface_List_SizeW(
      int[] length, byte[] classGuid, WString instanceId, int flags);

  private static native int CM_Get_Device_Interface_ListW(
      byte[] classGuid, WString instanceId, char[] list, int length, int flags);

  private static native int CM_Get_DevNode_Status(
      int[] status, int[] problem, int deviceNode, int flags);

  private static native int CM_Get_Device_IDW(
      int deviceNode, char[] instanceId, int length, int flags);

  @Override
  public int size(int[] length, byte[] classGuid, String instanceId) {
    return CM_Get_Device_Interface_List_SizeW(
        length, classGuid, new WString(instanceId), CM_GET_DEVICE_INTERFACE_LIST_PRESENT);
  }

  @Override
  public int list(byte[] classGuid, String instanceId, char[] list) {
    return CM_Get_Device_Interface_ListW(
        classGuid,
        new WString(instanceId),
        list,
        list.length,
        CM_GET_DEVICE_INTERFACE_LIST_PRESENT);
  }

  /** The CM_PROB_ number of a device node; empty without one, or if the node has just gone. */
  OptionalInt problem(int deviceNode) {
    int[] status = new int[1];
    int[] problem = new int[1];
    int result = CM_Get_DevNode_Status(status, problem, deviceNode, 0);
    return result == CR_SUCCESS && (status[0] & DN_HAS_PROBLEM) != 0
        ? OptionalInt.of(problem[0])
        : OptionalInt.empty();
  }

  /** The instance id of a device node; empty text if the node has just gone. */
  String instanceId(int deviceNode) {
    char[] id = new char[DeviceNodes.INSTANCE_ID_LENGTH];
    return CM_Get_Device_IDW(deviceNode, id, id.length, 0) == CR_SUCCESS ? WideText.first(id) : "";
  }
}
