// SPDX-License-Identifier: Apache-2.0
/** Addresses, routes and interface settings of Windows, through IP Helper. */
@NullMarked
package dev.culvert.win.net;

import org.jspecify.annotations.NullMarked;
