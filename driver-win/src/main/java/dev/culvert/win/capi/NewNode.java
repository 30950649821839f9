// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

/**
 * A device node that was just made.
 *
 * @param instanceId the device instance id, for example {@code ROOT\NET\0003}
 * @param restartNeeded the device works only after a restart of the computer
 */
public record NewNode(String instanceId, boolean restartNeeded) {}
