// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.tls.Fingerprint;
import dev.culvert.tls.NameRule;
import dev.culvert.tls.PeerUsage;
import dev.culvert.tls.TlsVersion;
import dev.culvert.wire.TlsRole;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The control channel's settings. Certificates and keys are text still: {@code Material} says where
 * they came from, for messages.
 *
 * @param wrapping {@code tls-auth} and its like
 * @param fingerprints {@code peer-fingerprint}
 * @param usage {@code remote-cert-tls}
 * @param name {@code verify-x509-name}
 * @param timeout {@code tls-timeout}: first retransmission
 */
public record TlsOptions(
    TlsRole role,
    Optional<Material> ca,
    Optional<Material> cert,
    Optional<Material> key,
    WrappingOptions wrapping,
    Set<Fingerprint> fingerprints,
    Optional<PeerUsage> usage,
    Optional<NameRule> name,
    TlsVersion min,
    TlsVersion max,
    Duration handWindow,
    Duration tranWindow,
    Duration timeout) {
  public TlsOptions {
    fingerprints = Set.copyOf(fingerprints);
  }
}
