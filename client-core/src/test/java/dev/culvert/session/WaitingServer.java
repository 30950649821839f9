// SPDX-License-Identifier: Apache-2.0
package dev.culvert.session;

import static dev.culvert.simnet.Ends.CIPHERS;

import dev.culvert.control.ControlMessage;
import dev.culvert.control.ControlMessage.ChallengeResponse;
import dev.culvert.control.ControlMessageCodec;
import dev.culvert.event.DisconnectCause;
import dev.culvert.negotiate.PeerInfo;
import dev.culvert.role.Answer;
import dev.culvert.role.Conversation;
import dev.culvert.role.Exchange;
import dev.culvert.role.Role;
import dev.culvert.role.ServerRole;
import dev.culvert.wire.PeerId;
import dev.culvert.wire.TlsRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A server that says something instead of pushing, and pushes when a challenge is answered. */
final class WaitingServer implements Role {
  private final ServerRole inner = new ServerRole(CIPHERS, List.of(), new PeerId(5));
  private final List<String> words;
  private final List<String> heard = new ArrayList<>();

  WaitingServer(List<String> words) {
    this.words = words;
  }

  List<String> heard() {
    return heard;
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

  @Override
  public PeerInfo peerInfo(boolean canExport) {
    return new PeerInfo(Map.of());
  }

  @Override
  public Conversation converse() {
    return new Waiting(inner.converse());
  }

  private final class Waiting implements Conversation {
    private final Conversation later;
    private Optional<Exchange> exchange = Optional.empty();

    Waiting(Conversation later) {
      this.later = later;
    }

    @Override
    public Answer onKeyExchange(Exchange known) {
      exchange = Optional.of(known);
      return new Answer(
          Optional.empty(),
          Optional.empty(),
          words.stream().map(ControlMessageCodec::decode).toList(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.<DisconnectCause>empty());
    }

    @Override
    public Answer onMessage(ControlMessage message)
        throws dev.culvert.negotiate.NegotiationFailure {
      heard.add(ControlMessageCodec.encode(message));
      if (message instanceof ChallengeResponse) {
        return later.onKeyExchange(exchange.orElseThrow());
      }
      return new Answer(
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    @Override
    public Optional<ControlMessage> question() {
      return Optional.empty();
    }
  }
}
