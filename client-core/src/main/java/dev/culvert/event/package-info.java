// SPDX-License-Identifier: Apache-2.0
/**
 * What happens, as values: drops with their reasons, disconnect causes, notices for log and
 * screens. Imports bytes and time; pure.
 */
@NullMarked
package dev.culvert.event;

import org.jspecify.annotations.NullMarked;
