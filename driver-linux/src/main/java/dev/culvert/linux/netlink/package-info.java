// SPDX-License-Identifier: Apache-2.0
/**
 * Netlink messages as bytes (pure, tested on any system) and the socket that carries them
 * (effectful). Imports capi.
 */
@NullMarked
package dev.culvert.linux.netlink;

import org.jspecify.annotations.NullMarked;
