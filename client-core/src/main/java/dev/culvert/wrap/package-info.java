// SPDX-License-Identifier: Apache-2.0
/**
 * What protects control packets before TLS does: nothing, tls-auth, tls-crypt or tls-crypt-v2, and
 * the keys of these. Imports wire, crypto, event, bytes, time; pure.
 */
@NullMarked
package dev.culvert.wrap;

import org.jspecify.annotations.NullMarked;
