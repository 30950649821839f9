// SPDX-License-Identifier: Apache-2.0
/** Everything that touches Linux, behind the driver interface of client-core. */
module dev.culvert.driver.linux {
  requires com.sun.jna;
  requires dev.culvert.core;
  requires static org.jspecify;

  provides dev.culvert.driver.PlatformProvider with
      dev.culvert.linux.LinuxProvider;
}
