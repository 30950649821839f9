// SPDX-License-Identifier: Apache-2.0
package dev.culvert.role;

import static dev.culvert.negotiate.ProtocolFeature.CC_EXIT_NOTIFY;
import static dev.culvert.negotiate.ProtocolFeature.DATA_V2;
import static dev.culvert.negotiate.ProtocolFeature.DYNAMIC_TLS_CRYPT;
import static dev.culvert.negotiate.ProtocolFeature.NCP_P2P;
import static dev.culvert.negotiate.ProtocolFeature.TLS_KEY_EXPORT;

import dev.culvert.control.ControlMessage;
import dev.culvert.control.ControlMessage.Exit;
import dev.culvert.event.DisconnectCause.PeerExited;
import dev.culvert.event.TunnelEvent.PointToPointNegotiated;
import dev.culvert.event.TunnelEvent.UnknownMessage;
import dev.culvert.keys.DataCipher;
import dev.culvert.negotiate.Agreement;
import dev.culvert.negotiate.CipherChoice;
import dev.culvert.negotiate.NegotiationFailure;
import dev.culvert.negotiate.PeerInfo;
import dev.culvert.negotiate.PointToPointNegotiation;
import dev.culvert.negotiate.ProtocolFeature;
import dev.culvert.wire.TlsRole;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Two equal ends without push. Both read the other's peer information and agree by themselves.
 *
 * @param opensSession false for an end that does not know where its peer is
 * @param fallback the one that the profile names alone, for a peer that does not negotiate
 */
public record PointToPointRole(
    TlsRole tlsRole, boolean opensSession, List<DataCipher> ciphers, Optional<DataCipher> fallback)
    implements Role {

  public PointToPointRole {
    ciphers = List.copyOf(ciphers);
  }

  @Override
  public boolean takesNewSessions() {
    return true;
  }

  @Override
  public PeerInfo peerInfo(boolean canExport) {
    Set<ProtocolFeature> features = EnumSet.of(DATA_V2, NCP_P2P, CC_EXIT_NOTIFY);
    if (canExport) {
      features.add(TLS_KEY_EXPORT);
      features.add(DYNAMIC_TLS_CRYPT);
    }
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("IV_CIPHERS", CipherChoice.text(ciphers));
    lines.put("IV_PROTO", Long.toString(ProtocolFeature.toBits(features)));
    return new PeerInfo(lines);
  }

  @Override
  public Conversation converse() {
    return new PointToPointConversation();
  }

  private final class PointToPointConversation implements Conversation {
    @Override
    public Answer onKeyExchange(Exchange exchange) throws NegotiationFailure {
      Agreement agreement =
          PointToPointNegotiation.agree(
              tlsRole, ciphers, exchange.peer(), exchange.exportedPeerId(), fallback);
      String line = PointToPointNegotiation.line(agreement);
      return Answer.agreed(agreement, List.of(), List.of(new PointToPointNegotiated(line)));
    }

    @Override
    public Answer onMessage(ControlMessage message) {
      if (message instanceof Exit) {
        return Answer.end(new PeerExited());
      }
      return Answer.event(new UnknownMessage(message.toString()));
    }

    @Override
    public Optional<ControlMessage> question() {
      return Optional.empty();
    }
  }
}
