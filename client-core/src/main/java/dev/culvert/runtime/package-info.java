// SPDX-License-Identifier: Apache-2.0
/**
 * The real loop, the threads, the files, and the wiring of everything by hand. Imports all below;
 * effectful; each class says its thread.
 */
@NullMarked
package dev.culvert.runtime;

import org.jspecify.annotations.NullMarked;
