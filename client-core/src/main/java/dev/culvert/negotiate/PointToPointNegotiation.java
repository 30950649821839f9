// SPDX-License-Identifier: Apache-2.0
package dev.culvert.negotiate;

import dev.culvert.bytes.Bytes;
import dev.culvert.keys.DataCipher;
import dev.culvert.wire.PeerId;
import dev.culvert.wire.TlsRole;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Negotiation between two point-to-point ends (openvpn-protocol 6.5): both read the other's peer
 * information and come to the same result.
 */
public final class PointToPointNegotiation {
  /** Peer id of two ends that cannot export keys: the letters "vpn". */
  static final PeerId WITHOUT_EXPORT = new PeerId(0x76706e);

  private PointToPointNegotiation() {}

  /**
   * The agreement that follows from the peer's information.
   *
   * @param exportedPeerId three bytes of the TLS exporter; empty when this end cannot export
   * @param fallback the one that the profile names alone, for a peer that negotiates nothing
   */
  public static Agreement agree(
      TlsRole role,
      List<DataCipher> own,
      PeerInfo peer,
      Optional<Bytes> exportedPeerId,
      Optional<DataCipher> fallback)
      throws NegotiationFailure {
    Set<ProtocolFeature> features = peer.features();
    if (!features.contains(ProtocolFeature.NCP_P2P)) {
      return new Agreement(
          fallback.orElseThrow(PointToPointNegotiation::noCipher),
          PeerId.NONE,
          false,
          false,
          false);
    }
    DataCipher cipher =
        common(role, own, peer.ciphers())
            .or(() -> fallback)
            .orElseThrow(PointToPointNegotiation::noCipher);
    boolean exporter =
        features.contains(ProtocolFeature.TLS_KEY_EXPORT) && exportedPeerId.isPresent();
    PeerId peerId =
        exporter
            ? exportedPeerId.map(PointToPointNegotiation::peerId).orElseThrow()
            : WITHOUT_EXPORT;
    return new Agreement(
        cipher,
        features.contains(ProtocolFeature.DATA_V2) ? peerId : PeerId.NONE,
        exporter,
        features.contains(ProtocolFeature.CC_EXIT_NOTIFY),
        exporter && features.contains(ProtocolFeature.DYNAMIC_TLS_CRYPT));
  }

  /** OpenVPN 2.6's diagnostic line for the result. */
  public static String line(Agreement agreement) {
    return "P2P mode NCP negotiation result: TLS_export=%d, DATA_v2=%d, peer-id %d, cipher=%s"
        .formatted(
            agreement.exporter() ? 1 : 0,
            agreement.dataV2() ? 1 : 0,
            agreement.peerId().value(),
            agreement.cipher());
  }

  /** The TLS server's order decides. */
  private static Optional<DataCipher> common(
      TlsRole role, List<DataCipher> own, List<String> offered) {
    if (role == TlsRole.SERVER) {
      return CipherChoice.first(own, offered);
    }
    return offered.stream()
        .flatMap(name -> DataCipher.named(name).stream())
        .filter(own::contains)
        .findFirst();
  }

  private static PeerId peerId(Bytes exported) {
    return new PeerId(exported.at(0) << 16 | exported.at(1) << 8 | exported.at(2));
  }

  private static NegotiationFailure noCipher() {
    return new NegotiationFailure("no data cipher in common with the peer");
  }
}
