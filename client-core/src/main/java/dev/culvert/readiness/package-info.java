// SPDX-License-Identifier: Apache-2.0
/**
 * What can be said about a profile before it is used: which backend carries its data and what
 * stands against the better ones, what is insecure or out of date, what its certificates are. Pure:
 * it is given lines, texts and the time.
 */
@NullMarked
package dev.culvert.readiness;

import org.jspecify.annotations.NullMarked;
