// SPDX-License-Identifier: Apache-2.0
/**
 * What OpenVPN itself would say about a profile: its rules for values, for options that belong
 * together and for files, by release and system. Imports directive; pure, any thread.
 */
@NullMarked
package dev.culvert.reference;

import org.jspecify.annotations.NullMarked;
