// SPDX-License-Identifier: Apache-2.0
/** The driver's adapters as devices of Windows: found, made, named, told apart, removed. */
@NullMarked
package dev.culvert.win.adapter;

import org.jspecify.annotations.NullMarked;
