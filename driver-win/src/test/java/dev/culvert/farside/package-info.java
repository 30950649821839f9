// SPDX-License-Identifier: Apache-2.0
/**
 * The far side of the stand-in Windows driver: a Linux program that does what ovpn-dco-win does
 * behind its device, and says so when a client departs from what that driver documents.
 */
@NullMarked
package dev.culvert.farside;

import org.jspecify.annotations.NullMarked;
