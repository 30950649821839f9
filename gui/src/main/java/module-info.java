// SPDX-License-Identifier: Apache-2.0
/** The JavaFX window and the tray icon will live here. */
module dev.culvert.gui {
  requires dev.culvert.core;
  requires static org.jspecify;
}
