// SPDX-License-Identifier: Apache-2.0
/**
 * TLS 1.2 and 1.3 in memory, peer verification and credentials. Imports bytes, wire and Bouncy
 * Castle; pure: no files, sockets or clocks; one thread per engine.
 */
@NullMarked
package dev.culvert.tls;

import org.jspecify.annotations.NullMarked;
