// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.dco;

import dev.culvert.driver.Capabilities;
import dev.culvert.driver.KernelDriver;

/** What ovpn-dco-win can do, on this system. */
final class DcoCapabilities {
  private DcoCapabilities() {}

  /**
   * The capabilities; what Culvert asks of the driver is the same in all versions it takes.
   *
   * @param chacha whether Windows itself has ChaCha20-Poly1305, which the driver gets from there
   */
  static Capabilities of(boolean chacha) {
    return KernelDriver.OVPN_DCO_WIN_2.capabilities(chacha);
  }
}
