// SPDX-License-Identifier: Apache-2.0
/**
 * Transports that carry batches of packets. Imports driver; effectful: sockets, used by the data
 * threads of the datapath.
 */
@NullMarked
package dev.culvert.link;

import org.jspecify.annotations.NullMarked;
