// SPDX-License-Identifier: Apache-2.0
/** Opcodes, identifiers and the layout of packets. Imports bytes and event; pure. */
@NullMarked
package dev.culvert.wire;

import org.jspecify.annotations.NullMarked;
