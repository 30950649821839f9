// SPDX-License-Identifier: Apache-2.0
/**
 * What is behind the stand-in for the Windows driver: a process on Linux that does what
 * ovpn-dco-win does, strictly, with a real socket, real ciphers and a tun device.
 */
@NullMarked
package dev.culvert.farside;

import org.jspecify.annotations.NullMarked;
