// SPDX-License-Identifier: Apache-2.0
/** A Windows Java runtime under Wine: what tests need to run Culvert as Windows would run it. */
@NullMarked
package dev.culvert.wine;

import org.jspecify.annotations.NullMarked;
