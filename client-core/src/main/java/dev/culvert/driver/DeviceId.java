// SPDX-License-Identifier: Apache-2.0
package dev.culvert.driver;

/**
 * An interface of the system.
 *
 * @param name as the system shows it
 * @param index the system's number for it, 0 for a device that the system does not know (in memory)
 */
public record DeviceId(String name, int index) {}
