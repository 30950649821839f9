// SPDX-License-Identifier: Apache-2.0
package dev.culvert.role;

import dev.culvert.control.ControlMessage;
import dev.culvert.control.ControlMessage.Exit;
import dev.culvert.control.ControlMessage.PushReply;
import dev.culvert.control.ControlMessage.PushRequest;
import dev.culvert.event.DisconnectCause.PeerExited;
import dev.culvert.event.TunnelEvent.UnknownMessage;
import dev.culvert.keys.DataCipher;
import dev.culvert.negotiate.Agreement;
import dev.culvert.negotiate.CipherChoice;
import dev.culvert.negotiate.NegotiationFailure;
import dev.culvert.negotiate.PeerInfo;
import dev.culvert.negotiate.ProtocolFeature;
import dev.culvert.wire.PeerId;
import dev.culvert.wire.TlsRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The server's side of one client: chooses the cipher and pushes the client's options.
 *
 * @param options pushed before those that the negotiation adds
 * @param peerId what this client puts into its packets
 */
public record ServerRole(List<DataCipher> ciphers, List<String> options, PeerId peerId)
    implements Role {

  public ServerRole {
    ciphers = List.copyOf(ciphers);
    options = List.copyOf(options);
  }

  @Override
  public TlsRole tlsRole() {
    return TlsRole.SERVER;
  }

  @Override
  public boolean opensSession() {
    return false;
  }

  @Override
  public boolean takesNewSessions() {
    return true;
  }

  /** A server of 2.6 says nothing of itself; what it wants, it pushes. */
  @Override
  public PeerInfo peerInfo(boolean canExport) {
    return new PeerInfo(Map.of());
  }

  @Override
  public Conversation converse() {
    return new ServerConversation();
  }

  private final class ServerConversation implements Conversation {
    private Optional<PushReply> reply = Optional.empty();
    private boolean replied;

    @Override
    public Answer onKeyExchange(Exchange exchange) throws NegotiationFailure {
      Set<ProtocolFeature> features = exchange.peer().features();
      DataCipher cipher =
          CipherChoice.first(ciphers, exchange.peer().ciphers())
              .orElseThrow(
                  () ->
                      new NegotiationFailure(
                          "Data channel cipher negotiation failed (no shared cipher)"));
      boolean exporter =
          features.contains(ProtocolFeature.TLS_KEY_EXPORT)
              && exchange.exportedPeerId().isPresent();
      Agreement agreement =
          new Agreement(
              cipher,
              features.contains(ProtocolFeature.DATA_V2) ? peerId : PeerId.NONE,
              exporter,
              features.contains(ProtocolFeature.CC_EXIT_NOTIFY),
              exporter && features.contains(ProtocolFeature.DYNAMIC_TLS_CRYPT));
      PushReply push = new PushReply(pushed(agreement));
      reply = Optional.of(push);
      replied = features.contains(ProtocolFeature.REQUEST_PUSH);
      return Answer.agreed(agreement, replied ? List.of(push) : List.of(), List.of());
    }

    @Override
    public Answer onMessage(ControlMessage message) {
      if (message instanceof Exit) {
        return Answer.end(new PeerExited());
      }
      if (!(message instanceof PushRequest)) {
        return Answer.event(new UnknownMessage(message.toString()));
      }
      // The channel is reliable, so a second request only means that the answer is on its way.
      if (replied || reply.isEmpty()) {
        return Answer.NOTHING;
      }
      replied = true;
      return Answer.reply(reply.get());
    }

    @Override
    public Optional<ControlMessage> question() {
      return Optional.empty();
    }

    private List<String> pushed(Agreement agreement) {
      List<String> all = new ArrayList<>(options);
      if (agreement.dataV2()) {
        all.add("peer-id " + agreement.peerId().value());
      }
      all.add("cipher " + agreement.cipher());
      List<String> flags = new ArrayList<>();
      if (agreement.controlExit()) {
        flags.add("cc-exit");
      }
      if (agreement.exporter()) {
        flags.add("tls-ekm");
      }
      if (agreement.dynamicTlsCrypt()) {
        flags.add("dyn-tls-crypt");
      }
      if (!flags.isEmpty()) {
        all.add("protocol-flags " + String.join(" ", flags));
      }
      return all;
    }
  }
}
