// SPDX-License-Identifier: Apache-2.0
/**
 * The user-space data channel: a {@code TunnelDevice} over a tun port and a packet socket. Imports
 * driver, link, keys, crypto, wire, event and bytes; effectful: two data threads, one per
 * direction.
 */
@NullMarked
package dev.culvert.datapath;

import org.jspecify.annotations.NullMarked;
