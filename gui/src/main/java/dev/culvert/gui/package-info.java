// SPDX-License-Identifier: Apache-2.0
/** The JavaFX window and the tray icon will live here. */
@NullMarked
package dev.culvert.gui;

import org.jspecify.annotations.NullMarked;
