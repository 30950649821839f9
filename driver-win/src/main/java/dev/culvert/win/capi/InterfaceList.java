// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import dev.culvert.driver.DriverException;
import java.util.List;

/** Reads the list of interfaces of a device, which may grow between asking its size and itself. */
final class InterfaceList {
  private static final int CR_SUCCESS = 0;
  private static final int CR_BUFFER_SMALL = 0x1a;
  private static final int TRIES = 10;

  private final InterfaceCalls calls;

  InterfaceList(InterfaceCalls calls) {
    this.calls = calls;
  }

  /** The paths of the enabled interfaces of this class. */
  List<String> paths(String classGuid, String instanceId) throws DriverException {
    byte[] guid = WindowsGuid.bytes(classGuid);
    int result = CR_BUFFER_SMALL;
    for (int i = 0; i < TRIES && result == CR_BUFFER_SMALL; i++) {
      int[] length = new int[1];
      check("CM_Get_Device_Interface_List_Size", calls.size(length, guid, instanceId), instanceId);
      char[] list = new char[Math.max(1, length[0])];
      result = calls.list(guid, instanceId, list);
      if (result == CR_SUCCESS) {
        return WideText.list(list);
      }
    }
    throw failure("CM_Get_Device_Interface_List", result, instanceId);
  }

  private static void check(String call, int code, String object) throws DriverException {
    if (code != CR_SUCCESS) {
      throw failure(call, code, object);
    }
  }

  /** The configuration manager has numbers of its own, CR_ in cfgmgr32.h. */
  private static DriverException failure(String call, int code, String object) {
    return new DriverException(call, code, "configuration manager", object);
  }
}
