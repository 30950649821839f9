// SPDX-License-Identifier: Apache-2.0
/** What tests need of the machine they run on. */
@NullMarked
package dev.culvert.testing;

import org.jspecify.annotations.NullMarked;
