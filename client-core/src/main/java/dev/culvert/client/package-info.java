// SPDX-License-Identifier: Apache-2.0
/**
 * The life of a connection: from a profile to a tunnel, through restarts, to its end. Imports
 * session, driver, network, profile; runs on the control thread.
 */
@NullMarked
package dev.culvert.client;

import org.jspecify.annotations.NullMarked;
