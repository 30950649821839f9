// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.crypto.HmacDigest;
import dev.culvert.wrap.KeyDirection;
import java.util.Optional;

/**
 * What protects control packets before TLS does; at most one of the three keys. The keys are text
 * still.
 *
 * @param direction of {@code tls-auth}: its second argument or {@code key-direction}
 * @param digest {@code auth}, which tls-auth uses; empty for {@code none}
 * @param forceCookie {@code tls-crypt-v2 FILE force-cookie} of a TLS server
 */
public record WrappingOptions(
    Optional<Material> tlsAuth,
    Optional<Material> tlsCrypt,
    Optional<Material> tlsCryptV2,
    KeyDirection direction,
    Optional<HmacDigest> digest,
    boolean forceCookie) {}
