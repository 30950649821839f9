// SPDX-License-Identifier: Apache-2.0
/** What tests need of the Windows they run on. */
@NullMarked
package dev.culvert.win.testing;

import org.jspecify.annotations.NullMarked;
