// SPDX-License-Identifier: Apache-2.0
/**
 * OpenVPN's configuration language below the meaning of its values: lines, blocks, includes, and
 * the one table of all directives. Imports nothing; pure, any thread.
 */
@NullMarked
package dev.culvert.directive;

import org.jspecify.annotations.NullMarked;
