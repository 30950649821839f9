// SPDX-License-Identifier: Apache-2.0
/**
 * The profiles a person keeps: what an import makes of them, under which names, and what they may
 * do. Given names and bytes; files, zips' places on disk and links are the edge's.
 */
@NullMarked
package dev.culvert.library;

import org.jspecify.annotations.NullMarked;
