// SPDX-License-Identifier: Apache-2.0
/**
 * Byte strings, secrets, and bounds-checked reading and writing. Imports nothing; pure; any thread.
 */
@NullMarked
package dev.culvert.bytes;

import org.jspecify.annotations.NullMarked;
