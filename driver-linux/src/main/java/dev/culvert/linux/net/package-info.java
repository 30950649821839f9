// SPDX-License-Identifier: Apache-2.0
/** Addresses, routes and links by rtnetlink. Imports netlink; effectful; any thread. */
@NullMarked
package dev.culvert.linux.net;

import org.jspecify.annotations.NullMarked;
