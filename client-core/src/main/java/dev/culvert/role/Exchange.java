// SPDX-License-Identifier: Apache-2.0
package dev.culvert.role;

import dev.culvert.bytes.Bytes;
import dev.culvert.negotiate.PeerInfo;
import java.util.Optional;

/**
 * What is known of the peer after the first key exchange.
 *
 * @param peerOptions its options string
 * @param exportedPeerId three bytes of the TLS exporter; empty when keys cannot be exported
 */
public record Exchange(PeerInfo peer, String peerOptions, Optional<Bytes> exportedPeerId) {}
