// SPDX-License-Identifier: Apache-2.0
/**
 * What makes an end a client, a server or a point-to-point peer. Imports negotiate and what is
 * below; pure.
 */
@NullMarked
package dev.culvert.role;

import org.jspecify.annotations.NullMarked;
