// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import com.sun.jna.Native;
import com.sun.jna.WString;
import dev.culvert.driver.DriverException;

/**
 * Renames network connections. Windows documents no call for this; there are three that programs
 * use, and this one is NciSetConnectionName of nci.dll, which Wintun and WireGuardNT rely on
 * (wintun:api/nci.h): it takes the adapter's GUID, answers a Windows error number (52 for a name
 * that is taken), and needs neither COM nor the shell. HrRenameConnection of netshell.dll goes
 * through the shell's folder of connections, which may not list a new adapter yet. The program
 * netsh answers success without telling whether it renamed anything.
 */
final class ConnectionNames {
  static {
    Native.register(ConnectionNames.class, SystemFolder.dll("nci.dll"));
  }

  private ConnectionNames() {}

  private static native int NciSetConnectionName(byte[] guid, WString name);

  static void rename(String guid, String name) throws DriverException {
    int code = NciSetConnectionName(WindowsGuid.bytes(guid), new WString(name));
    if (code != WindowsError.SUCCESS) {
      throw WindowsError.failure("NciSetConnectionName", code, guid + " to \"" + name + '"');
    }
  }
}
