// SPDX-License-Identifier: Apache-2.0
/** What tests share: vectors captured from real peers. */
@NullMarked
package dev.culvert.testing;

import org.jspecify.annotations.NullMarked;
