// SPDX-License-Identifier: Apache-2.0
/** Ciphers and digests over the JCA, as small as the protocol needs them. Imports bytes; pure. */
@NullMarked
package dev.culvert.crypto;

import org.jspecify.annotations.NullMarked;
