// SPDX-License-Identifier: Apache-2.0
/**
 * The calls of Windows, by JNA. Nothing outside this package sees JNA: callers pass byte arrays,
 * numbers and text, and tests on other systems put a fake behind the interfaces.
 */
@NullMarked
package dev.culvert.win.capi;

import org.jspecify.annotations.NullMarked;
