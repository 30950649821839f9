// SPDX-License-Identifier: Apache-2.0
/**
 * The network adapters of ovpn-dco-win as devices: finding, creating, naming, removing them, and
 * words for why one cannot be used.
 */
@NullMarked
package dev.culvert.win.adapter;

import org.jspecify.annotations.NullMarked;
