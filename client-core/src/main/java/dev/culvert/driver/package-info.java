// SPDX-License-Identifier: Apache-2.0
/**
 * The interface between the engine and whatever carries the data: kernel drivers, tun devices,
 * links. Imports network, keys, wire and bytes.
 */
@NullMarked
package dev.culvert.driver;

import org.jspecify.annotations.NullMarked;
