// SPDX-License-Identifier: Apache-2.0
/**
 * The ovpn-dco-win driver: its requests as bytes, its errors, its versions, and the {@code
 * TunnelDevice} above them. No JNA here: {@code capi} does the calls.
 */
@NullMarked
package dev.culvert.win.dco;

import org.jspecify.annotations.NullMarked;
