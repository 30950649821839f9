// SPDX-License-Identifier: Apache-2.0
/** The runtime image, the launchers and the packages will be made here. */
@NullMarked
package dev.culvert.installer;

import org.jspecify.annotations.NullMarked;
