// SPDX-License-Identifier: Apache-2.0
/**
 * The OpenVPN engine of Culvert: protocol, decisions and the command line, true on every system.
 */
module dev.culvert.core {
  requires static transitive org.jspecify;

  exports dev.culvert.bytes;
  exports dev.culvert.driver;
  exports dev.culvert.event;
  exports dev.culvert.keys;
  exports dev.culvert.network;
  exports dev.culvert.time;
  exports dev.culvert.wire;

  uses dev.culvert.driver.PlatformProvider;
}
