// SPDX-License-Identifier: Apache-2.0
/**
 * Key method 2, key derivation and the data channel's keys. Imports bytes, crypto and wire; pure.
 */
@NullMarked
package dev.culvert.keys;

import org.jspecify.annotations.NullMarked;
