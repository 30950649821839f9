// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import com.sun.jna.platform.win32.Advapi32Util;

/** What this process may do. */
public final class ProcessRights {
  private ProcessRights() {}

  /** Whether this process runs with full administrator rights (TokenElevation of its token). */
  public static boolean isElevated() {
    return Advapi32Util.isCurrentProcessElevated();
  }
}
