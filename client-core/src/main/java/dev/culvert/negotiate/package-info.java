// SPDX-License-Identifier: Apache-2.0
/**
 * What both ends agree on: peer information, options string, ciphers, peer ids. Imports keys,
 * profile, wire; pure.
 */
@NullMarked
package dev.culvert.negotiate;

import org.jspecify.annotations.NullMarked;
