// SPDX-License-Identifier: Apache-2.0
/**
 * What is so on this Windows, and the self-test's steps with the real driver: each asks it one
 * question and notes the number that it answers with.
 */
@NullMarked
package dev.culvert.win.selftest;

import org.jspecify.annotations.NullMarked;
