// SPDX-License-Identifier: Apache-2.0
/** Moments given to pure machines, never read by them. Imports nothing; pure; any thread. */
@NullMarked
package dev.culvert.time;

import org.jspecify.annotations.NullMarked;
