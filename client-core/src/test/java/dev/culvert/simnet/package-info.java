// SPDX-License-Identifier: Apache-2.0
/**
 * A simulated world for protocol tests: virtual time, a wire that loses, repeats, reorders and
 * damages by seed, and ends that run the real session over it. No threads, no clocks.
 */
@NullMarked
package dev.culvert.simnet;

import org.jspecify.annotations.NullMarked;
