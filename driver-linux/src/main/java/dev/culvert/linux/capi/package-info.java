// SPDX-License-Identifier: Apache-2.0
/**
 * The C library by JNA direct mapping, errno and native memory. Imports JNA only; effectful; any
 * thread.
 */
@NullMarked
package dev.culvert.linux.capi;

import org.jspecify.annotations.NullMarked;
