// SPDX-License-Identifier: Apache-2.0
/** Tests of the house as a whole. */
@NullMarked
package dev.culvert;

import org.jspecify.annotations.NullMarked;
