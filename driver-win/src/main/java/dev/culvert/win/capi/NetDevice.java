// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A device of the setup class Net that is present, as the device tree and its driver key describe
 * it. An adapter that is still being installed has no values of the driver key yet.
 *
 * @param instanceId the device instance id, for example {@code ROOT\NET\0003}
 * @param hardwareIds SPDRP_HARDWAREID, most specific first
 * @param netCfgInstanceId the adapter's GUID with braces, as Windows wrote it
 * @param componentId ComponentId of the driver key
 * @param netLuidIndex NetLuidIndex of the driver key
 * @param problem the CM_PROB_ number of the device node (cfg.h) if it has one
 */
public record NetDevice(
    String instanceId,
    List<String> hardwareIds,
    Optional<String> netCfgInstanceId,
    Optional<String> componentId,
    OptionalInt netLuidIndex,
    OptionalInt problem) {
  /** CM_PROB_DISABLED: the user, or a policy, has disabled the device. */
  public static final int DISABLED = 22;

  public NetDevice {
    hardwareIds = List.copyOf(hardwareIds);
  }
}
