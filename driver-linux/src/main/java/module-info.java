// SPDX-License-Identifier: Apache-2.0
/** Everything that touches Linux, behind the driver interface of client-core. */
module dev.culvert.driver.linux {
  requires dev.culvert.core;
  requires static org.jspecify;
}
