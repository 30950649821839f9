// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.net;

import dev.culvert.driver.DriverException;
import dev.culvert.network.IpVersion;
import dev.culvert.win.capi.Guid;
import dev.culvert.win.capi.IpHelper;
import dev.culvert.win.capi.WindowsError;

/**
 * An adapter as the IP stack knows it.
 *
 * @param luid NET_LUID
 * @param index of the interface
 */
public record AdapterInterface(long luid, int index) {

  /**
   * Looks the adapter up by its NetCfgInstanceId.
   *
   * @throws DriverException with the call that failed
   */
  public static AdapterInterface of(IpHelper calls, String guid) throws DriverException {
    long[] luid = new long[1];
    int[] index = new int[1];
    check(
        calls.convertInterfaceGuidToLuid(Guid.bytes(guid), luid),
        "ConvertInterfaceGuidToLuid",
        guid);
    check(calls.convertInterfaceLuidToIndex(luid[0], index), "ConvertInterfaceLuidToIndex", guid);
    return new AdapterInterface(luid[0], index[0]);
  }

  /** Whether the IP stack has it for IPv4: it does some moments after the medium is connected. */
  public boolean isThere(IpHelper calls) throws DriverException {
    int error = calls.getIpInterfaceEntry(InterfaceRow.of(calls, luid, IpVersion.IPV4).bytes());
    if (error == WindowsError.NOT_FOUND || error == WindowsError.FILE_NOT_FOUND) {
      return false;
    }
    check(error, "GetIpInterfaceEntry", "interface " + index);
    return true;
  }

  private static void check(int error, String call, String object) throws DriverException {
    if (error != WindowsError.SUCCESS) {
      throw WindowsError.failure(call, error, object);
    }
  }
}
