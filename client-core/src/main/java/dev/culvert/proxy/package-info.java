// SPDX-License-Identifier: Apache-2.0
/**
 * How a proxy is asked to let a connection through: HTTP CONNECT and SOCKS5, as conversations of
 * bytes. Imports event and bytes; pure.
 */
@NullMarked
package dev.culvert.proxy;

import org.jspecify.annotations.NullMarked;
