// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import com.sun.jna.platform.win32.Advapi32Util;

/** What this process may do. */
public final class ProcessRights {
  private ProcessRights() {}

  /** Whether it runs with an administrator's rights, as services of the system do too. */
  public static boolean isElevated() {
    return Advapi32Util.isCurrentProcessElevated();
  }
}
