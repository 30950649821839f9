// SPDX-License-Identifier: Apache-2.0
/**
 * What protects control packets before TLS does: nothing, or tls-crypt. Imports wire, event, bytes,
 * time; pure.
 */
@NullMarked
package dev.culvert.wrap;

import org.jspecify.annotations.NullMarked;
