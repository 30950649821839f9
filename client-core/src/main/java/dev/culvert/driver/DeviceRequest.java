// SPDX-License-Identifier: Apache-2.0
package dev.culvert.driver;

/**
 * The device that a tunnel wants.
 *
 * @param name an exact name, or a kind ({@code tun}) for the next free one of it
 * @param mtu largest IP packet in bytes
 */
public record DeviceRequest(String name, int mtu) {}
