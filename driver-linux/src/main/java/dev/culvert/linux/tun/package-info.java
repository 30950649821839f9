// SPDX-License-Identifier: Apache-2.0
/** Tun devices. Imports capi and the driver interface; effectful; threads as TunPort says. */
@NullMarked
package dev.culvert.linux.tun;

import org.jspecify.annotations.NullMarked;
