// SPDX-License-Identifier: Apache-2.0
/**
 * Numbered control packets made reliable: windows and acknowledgements, given the time. Imports
 * wire, bytes, time; pure.
 */
@NullMarked
package dev.culvert.reliable;

import org.jspecify.annotations.NullMarked;
