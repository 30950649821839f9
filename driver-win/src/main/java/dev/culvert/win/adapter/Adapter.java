// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.adapter;

import dev.culvert.win.capi.NetDevice;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An adapter of the driver ovpn-dco-win, whoever made it.
 *
 * @param guid NetCfgInstanceId with braces, upper case: the adapter's identity, which survives a
 *     rename
 * @param instanceId the device instance id, for example {@code ROOT\NET\0003}
 * @param name the connection's name as Windows shows it; the GUID while it has none
 * @param interfacePath what CreateFile opens; absent while the device is disabled or starting
 * @param problem the device node's CM_PROB_ number (cfg.h), 22 for a disabled one
 */
public record Adapter(
    String guid,
    String instanceId,
    String name,
    Optional<String> interfacePath,
    OptionalInt problem) {

  /** Whether the user, or a policy, has disabled the device. */
  public boolean disabled() {
    return problem.orElse(0) == NetDevice.DISABLED;
  }
}
