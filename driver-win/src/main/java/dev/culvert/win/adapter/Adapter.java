// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.adapter;

import java.util.Optional;

/**
 * An adapter of the ovpn-dco-win driver.
 *
 * @param guid its NetCfgInstanceId, with braces: the one name that nobody changes
 * @param instanceId of the device, as {@code ROOT\NET\0001}
 * @param driverKey where its driver's settings are
 * @param name of the connection, as users see it and may change it
 * @param path to open it by; empty while the interface is not enabled
 * @param problem CM_PROB_*, 0 for none
 */
public record Adapter(
    String guid,
    String instanceId,
    String driverKey,
    String name,
    Optional<String> path,
    int problem) {
  private static final int CM_PROB_DISABLED = 22;

  public boolean isDisabled() {
    return problem == CM_PROB_DISABLED;
  }
}
