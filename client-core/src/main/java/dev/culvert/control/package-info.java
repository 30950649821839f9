// SPDX-License-Identifier: Apache-2.0
/** Messages of an established control channel and their text form. Imports bytes; pure. */
@NullMarked
package dev.culvert.control;

import org.jspecify.annotations.NullMarked;
