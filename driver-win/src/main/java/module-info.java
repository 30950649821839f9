// SPDX-License-Identifier: Apache-2.0
/** Everything that touches Windows, behind the driver interface of client-core. */
module dev.culvert.driver.win {
  requires com.sun.jna;
  requires com.sun.jna.platform;
  requires dev.culvert.core;
  requires static org.jspecify;

  provides dev.culvert.driver.PlatformProvider with
      dev.culvert.win.WindowsProvider;
}
