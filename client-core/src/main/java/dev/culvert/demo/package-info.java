// SPDX-License-Identifier: Apache-2.0
/**
 * Two ends of a tunnel in one process, and what can be seen of them. Imports the engines below;
 * effectful; its own threads are the little hosts behind each end.
 */
@NullMarked
package dev.culvert.demo;

import org.jspecify.annotations.NullMarked;
