// SPDX-License-Identifier: Apache-2.0
package dev.culvert.role;

import static dev.culvert.negotiate.ProtocolFeature.AUTH_FAIL_TEMP;
import static dev.culvert.negotiate.ProtocolFeature.AUTH_PENDING_KW;
import static dev.culvert.negotiate.ProtocolFeature.CC_EXIT_NOTIFY;
import static dev.culvert.negotiate.ProtocolFeature.DATA_V2;
import static dev.culvert.negotiate.ProtocolFeature.DYNAMIC_TLS_CRYPT;
import static dev.culvert.negotiate.ProtocolFeature.REQUEST_PUSH;
import static dev.culvert.negotiate.ProtocolFeature.TLS_KEY_EXPORT;

import dev.culvert.control.ControlMessage;
import dev.culvert.control.ControlMessage.AuthFailed;
import dev.culvert.control.ControlMessage.AuthPending;
import dev.culvert.control.ControlMessage.ChallengeResponse;
import dev.culvert.control.ControlMessage.Exit;
import dev.culvert.control.ControlMessage.Halt;
import dev.culvert.control.ControlMessage.LoginInfo;
import dev.culvert.control.ControlMessage.PushReply;
import dev.culvert.control.ControlMessage.PushRequest;
import dev.culvert.control.ControlMessage.Restart;
import dev.culvert.control.ControlMessage.Unknown;
import dev.culvert.control.ControlMessage.UserInfo;
import dev.culvert.event.DisconnectCause;
import dev.culvert.event.TunnelEvent.LoginPending;
import dev.culvert.event.TunnelEvent.MessageFromServer;
import dev.culvert.event.TunnelEvent.PushReceived;
import dev.culvert.event.TunnelEvent.UnknownMessage;
import dev.culvert.keys.DataCipher;
import dev.culvert.negotiate.AuthToken;
import dev.culvert.negotiate.CipherChoice;
import dev.culvert.negotiate.CompressionOffer;
import dev.culvert.negotiate.LoginNote;
import dev.culvert.negotiate.LoginRefusal;
import dev.culvert.negotiate.NegotiationFailure;
import dev.culvert.negotiate.PeerInfo;
import dev.culvert.negotiate.ProtocolFeature;
import dev.culvert.negotiate.PushNegotiation;
import dev.culvert.profile.PushedOptions;
import dev.culvert.wire.TlsRole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A client of a server: asks for its options and takes what the server chose.
 *
 * @param ciphers those that the server may choose from, best first
 * @param version of Culvert, for the server's log
 * @param platform {@code linux}, {@code win}, ... as peers know it
 * @param logins what the user can do while a login is pending: {@code crtext}, {@code webauth} ...
 * @param compression what the data channel can do
 */
public record ClientRole(
    List<DataCipher> ciphers,
    String version,
    String platform,
    List<String> logins,
    CompressionOffer compression)
    implements Role {
  /** The largest tunnel MTU that this end takes, in bytes. */
  private static final int MAX_TUN_MTU = 1600;

  /** Options of a hostile server are kept up to here. */
  private static final int MAX_PUSHED = 2048;

  public ClientRole {
    ciphers = List.copyOf(ciphers);
    logins = List.copyOf(logins);
  }

  /** A client with nobody to show a question to, and without a word of compression. */
  public ClientRole(List<DataCipher> ciphers, String version, String platform) {
    this(ciphers, version, platform, List.of(), CompressionOffer.NOTHING);
  }

  @Override
  public TlsRole tlsRole() {
    return TlsRole.CLIENT;
  }

  @Override
  public boolean opensSession() {
    return true;
  }

  @Override
  public boolean takesNewSessions() {
    return false;
  }

  @Override
  public PeerInfo peerInfo(boolean canExport) {
    Set<ProtocolFeature> features =
        EnumSet.of(DATA_V2, REQUEST_PUSH, AUTH_PENDING_KW, CC_EXIT_NOTIFY, AUTH_FAIL_TEMP);
    if (canExport) {
      features.add(TLS_KEY_EXPORT);
      features.add(DYNAMIC_TLS_CRYPT);
    }
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("IV_VER", version);
    lines.put("IV_PLAT", platform);
    lines.put("IV_TCPNL", "1");
    lines.put("IV_MTU", Integer.toString(MAX_TUN_MTU));
    if (ciphers.containsAll(List.of(DataCipher.AES_128_GCM, DataCipher.AES_256_GCM))) {
      lines.put("IV_NCP", "2");
    }
    lines.put("IV_CIPHERS", CipherChoice.text(ciphers));
    lines.put("IV_PROTO", Long.toString(ProtocolFeature.toBits(features)));
    if (!logins.isEmpty()) {
      lines.put("IV_SSO", String.join(",", logins));
    }
    compression.keys().forEach(key -> lines.put(key, "1"));
    return new PeerInfo(lines);
  }

  @Override
  public Conversation converse() {
    return new ClientConversation();
  }

  private final class ClientConversation implements Conversation {
    private final List<String> collected = new ArrayList<>();
    private Optional<Exchange> exchange = Optional.empty();
    private boolean agreed;

    @Override
    public Answer onKeyExchange(Exchange known) {
      exchange = Optional.of(known);
      return Answer.NOTHING;
    }

    @Override
    public Answer onMessage(ControlMessage message) throws NegotiationFailure {
      return switch (message) {
        case PushReply reply -> onPushReply(reply);
        case AuthFailed(String reason) -> Answer.end(LoginRefusal.parse(reason));
        case AuthPending(var limit) ->
            Answer.pending(
                Optional.of(limit.orElse(Duration.ZERO)),
                new LoginPending(limit.orElse(Duration.ZERO)));
        case Restart(String text) -> Answer.end(new DisconnectCause.ServerRestart(text));
        case Halt(String text) -> Answer.end(new DisconnectCause.ServerHalt(text));
        case Exit() -> Answer.end(new DisconnectCause.PeerExited());
        case UserInfo(String text) -> Answer.event(new MessageFromServer(text));
        case LoginInfo(String text) -> Answer.event(LoginNote.parse(text));
        case ChallengeResponse _ -> Answer.event(new UnknownMessage("CR_RESPONSE"));
        case PushRequest() -> Answer.event(new UnknownMessage("PUSH_REQUEST"));
        case Unknown(String text) -> Answer.event(new UnknownMessage(text));
      };
    }

    private Answer onPushReply(PushReply reply) throws NegotiationFailure {
      PushReceived received = new PushReceived(PushNegotiation.redacted(reply.options()));
      if (agreed) {
        // After a renegotiation a server pushes a new token, nothing else that we take.
        return Answer.event(received).with(AuthToken.in(reply.options()));
      }
      if (collected.size() + reply.options().size() > MAX_PUSHED) {
        throw new NegotiationFailure("the server pushes more than " + MAX_PUSHED + " options");
      }
      collected.addAll(reply.options());
      if (reply.options().contains("push-continuation 2")) {
        return Answer.event(received);
      }
      agreed = true;
      PushedOptions pushed = PushedOptions.parse(collected);
      return Answer.agreed(
              PushNegotiation.agree(ciphers, exchange.orElseThrow().peerOptions(), pushed),
              pushed,
              received)
          .with(AuthToken.in(collected));
    }

    @Override
    public Optional<ControlMessage> question() {
      return Optional.of(new PushRequest());
    }
  }
}
