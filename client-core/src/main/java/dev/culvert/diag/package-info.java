// SPDX-License-Identifier: Apache-2.0
/**
 * What a person sends to one who helps: facts about the system, and a self-test that runs the
 * product's own parts on the real thing. Imports everything below; effectful.
 */
@NullMarked
package dev.culvert.diag;

import org.jspecify.annotations.NullMarked;
