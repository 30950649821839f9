// SPDX-License-Identifier: Apache-2.0
/**
 * What is to be changed in the system, planned as values, journalled before it is made, and undone
 * in reverse. Imports event and bytes; pure but for its ports.
 */
@NullMarked
package dev.culvert.network;

import org.jspecify.annotations.NullMarked;
