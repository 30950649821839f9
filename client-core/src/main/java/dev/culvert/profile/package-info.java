// SPDX-License-Identifier: Apache-2.0
/**
 * Reads profiles, command lines and pushed options into immutable records through one directive
 * table. Imports driver, keys, network and wire; pure, any thread.
 */
@NullMarked
package dev.culvert.profile;

import org.jspecify.annotations.NullMarked;
