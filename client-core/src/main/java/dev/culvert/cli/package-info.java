// SPDX-License-Identifier: Apache-2.0
/**
 * The command line: the classic face (a profile) and the verbs. Imports client and runtime;
 * effectful.
 */
@NullMarked
package dev.culvert.cli;

import org.jspecify.annotations.NullMarked;
