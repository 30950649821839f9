// SPDX-License-Identifier: Apache-2.0
package dev.culvert.session;

import static java.util.Objects.requireNonNull;

import dev.culvert.bytes.Secret;
import dev.culvert.control.ControlMessage;
import dev.culvert.event.DisconnectCause;
import dev.culvert.event.DisconnectCause.NoAgreement;
import dev.culvert.event.DisconnectCause.NoPushReply;
import dev.culvert.event.DisconnectCause.PeerRejected;
import dev.culvert.event.DisconnectCause.TlsFailed;
import dev.culvert.event.DropReason;
import dev.culvert.event.DroppedPacketException;
import dev.culvert.event.TunnelEvent;
import dev.culvert.event.TunnelEvent.DataChannelAgreed;
import dev.culvert.event.TunnelEvent.InitialPacket;
import dev.culvert.event.TunnelEvent.PeerInitiated;
import dev.culvert.event.TunnelEvent.RenegotiationDone;
import dev.culvert.event.TunnelEvent.RenegotiationFailed;
import dev.culvert.event.TunnelEvent.RenegotiationStarted;
import dev.culvert.event.TunnelEvent.TlsReady;
import dev.culvert.keys.DataKey;
import dev.culvert.keys.KeyBlock;
import dev.culvert.keys.KeyMethod2;
import dev.culvert.keys.KeyMethodException;
import dev.culvert.keys.KeySource;
import dev.culvert.keys.PrfDerivation;
import dev.culvert.negotiate.Agreement;
import dev.culvert.negotiate.NegotiationFailure;
import dev.culvert.negotiate.PeerInfo;
import dev.culvert.profile.PushedOptions;
import dev.culvert.role.Answer;
import dev.culvert.role.Conversation;
import dev.culvert.role.Exchange;
import dev.culvert.time.Moment;
import dev.culvert.tls.TlsEngine;
import dev.culvert.tls.TlsEngines;
import dev.culvert.tls.TlsExports;
import dev.culvert.tls.TlsFailure;
import dev.culvert.wire.ControlHeader;
import dev.culvert.wire.ControlPacket;
import dev.culvert.wire.KeyId;
import dev.culvert.wire.Opcode;
import dev.culvert.wire.SessionId;
import dev.culvert.wire.TlsRole;
import dev.culvert.wrap.ControlWrap;
import dev.culvert.wrap.TlsCryptWrap;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One pair of session ids and the key negotiations under it: the first one, which also settles what
 * both ends use, and the renegotiations that replace it. {@link Session} above it decides which
 * packets it gets.
 */
final class TlsSession implements AutoCloseable {
  /** What a session tells the one above it. */
  interface Listener {
    /** Everything is agreed; keys follow. */
    void onEstablished(TlsSession session, Established established);

    /** Over. It is closed already. */
    void onEnded(TlsSession session, DisconnectCause cause);

    /** The running key stays, but its successor failed: the peer may not know this session. */
    void onRenegotiationFailed(TlsSession session, Moment now);
  }

  /**
   * What a session begins with.
   *
   * @param resetsDone the peer has our reset, and we have had its
   */
  record Opening(SessionId own, ControlWrap wrap, boolean resetsDone) {}

  /** IP and UDP headers, opcode, session id, ack record with four ids, packet id. */
  private static final int PACKET_OVERHEAD = 48 + 1 + 8 + 1 + 4 * 4 + 8 + 4;

  private static final int MAX_PACKET = 1250;
  private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

  private final SessionSettings settings;
  private final Timers timers;
  private final SecureRandom random;
  private final SessionOutput output;
  private final Listener listener;
  private final SessionId own;
  private final ControlWrap firstWrap;
  private final Conversation conversation;
  private final KeySchedule keys;
  private final Deque<ControlMessage> inbox = new ArrayDeque<>();

  private InetSocketAddress peerAddress;
  private @Nullable SessionId peer;
  private @Nullable ControlWrap renegotiationWrap;
  private KeyNegotiation current;

  /** The one before, kept because its packets may still need acknowledging. */
  private @Nullable KeyNegotiation previous;

  private @Nullable Agreement agreement;
  private Optional<PushedOptions> pushed = Optional.empty();
  private boolean asked;
  private boolean established;
  private boolean keyTaken;
  private boolean peerHasKey;
  private boolean ended;
  private Moment askAt = Moment.NEVER;
  private Moment activeSince = Moment.NEVER;
  private Moment askUntil = Moment.NEVER;
  private Moment renegotiateAt = Moment.NEVER;
  private final Answers answers = new Answers();

  /**
   * A session that waits for {@code peerAddress}'s packets; the first reset goes out at the first
   * timer, unless that is done.
   */
  TlsSession(
      SessionSettings settings,
      SecureRandom random,
      SessionOutput output,
      Listener listener,
      InetSocketAddress peerAddress,
      Opening opening,
      Moment now) {
    this.settings = settings;
    this.timers = settings.timers();
    this.random = random;
    this.output = output;
    this.listener = listener;
    this.peerAddress = peerAddress;
    this.own = opening.own();
    this.firstWrap = opening.wrap();
    this.conversation = settings.role().converse();
    this.keys = new KeySchedule(timers, output);
    TlsRole role = settings.role().tlsRole();
    this.current =
        opening.resetsDone()
            ? KeyNegotiation.afterResets(role, new Composition(KeyId.FIRST, now), timers, now)
            : negotiation(KeyId.FIRST, settings.protection().hardReset(role), now);
  }

  /** The beginning of a session that nobody has asked for yet. */
  static Opening opening(SessionSettings settings, SecureRandom random, Moment now) {
    long unixSeconds = settings.clock().at(now).getEpochSecond();
    return new Opening(
        randomSessionId(random),
        settings.protection().wrap(settings.role().tlsRole(), unixSeconds, 1),
        false);
  }

  private static SessionId randomSessionId(SecureRandom random) {
    long value = random.nextLong();
    while (value == 0) {
      value = random.nextLong();
    }
    return new SessionId(value);
  }

  private KeyNegotiation negotiation(KeyId keyId, Opcode reset, Moment now) {
    return KeyNegotiation.open(
        keyId, settings.role().tlsRole(), reset, new Composition(keyId, now), timers, now);
  }

  /** Whether the peer that calls itself {@code id} is ours. */
  boolean isWith(SessionId id) {
    return id.equals(peer);
  }

  /** Whether nobody has answered yet. */
  boolean awaitsPeer() {
    return peer == null;
  }

  boolean established() {
    return established;
  }

  InetSocketAddress peerAddress() {
    return peerAddress;
  }

  void onPeerMoved(InetSocketAddress to) {
    peerAddress = to;
  }

  /**
   * Takes a packet whose session id is the peer's, or a hard reset that names the peer.
   *
   * @throws DroppedPacketException the packet is not taken and nothing has changed
   */
  void onPacket(ControlHeader header, byte[] datagram, InetSocketAddress from, Moment now) {
    if (!settings.allowFloat() && !from.equals(peerAddress)) {
      throw new DroppedPacketException(DropReason.WRONG_ADDRESS);
    }
    onOpened(open(header, datagram, now), from, now);
  }

  private ControlPacket open(ControlHeader header, byte[] datagram, Moment now) {
    try {
      return wrap(header.keyId()).open(datagram, now);
    } catch (DroppedPacketException e) {
      answers.onUnreadable(e.reason());
      throw e;
    }
  }

  /** The same with a packet that our wrap has opened. */
  void onOpened(ControlPacket packet, InetSocketAddress from, Moment now) {
    if (packet.acks().peer() != null && !own.equals(packet.acks().peer())) {
      throw new DroppedPacketException(DropReason.WRONG_PEER_SESSION);
    }
    KeyNegotiation negotiation = negotiationFor(packet, now);
    try {
      boolean first = peer == null;
      negotiation.onPacket(packet, now, inbox::add);
      heardFrom(packet.sessionId(), from, first);
      advance(now);
    } catch (TlsFailure e) {
      fail(negotiation, cause(e), now);
    } catch (KeyMethodException e) {
      fail(negotiation, new TlsFailed("key exchange: " + e.reason()), now);
    }
  }

  private static DisconnectCause cause(TlsFailure failure) {
    return failure.kind() == TlsFailure.Kind.PEER_CERTIFICATE
        ? new PeerRejected(failure.reason())
        : new TlsFailed(failure.reason());
  }

  private void heardFrom(SessionId id, InetSocketAddress from, boolean first) {
    if (first) {
      peer = id;
      output.onEvent(new InitialPacket(from, id.toString()));
    }
    if (first || settings.protection().authenticates()) {
      peerAddress = from;
    }
    output.onControlHeard();
  }

  private KeyNegotiation negotiationFor(ControlPacket packet, Moment now) {
    KeyId keyId = packet.keyId();
    if (packet.opcode().isHardReset() && !keyId.equals(KeyId.FIRST)) {
      throw new DroppedPacketException(DropReason.MALFORMED);
    }
    if (keyId.equals(current.keyId())) {
      return current;
    }
    if (previous != null && keyId.equals(previous.keyId())) {
      return previous;
    }
    if (packet.opcode() != Opcode.CONTROL_SOFT_RESET_V1) {
      throw new DroppedPacketException(DropReason.UNKNOWN_KEY_ID);
    }
    if (!established || !keyTaken || !keyId.equals(current.keyId().next())) {
      throw new DroppedPacketException(DropReason.WRONG_STATE);
    }
    beginRenegotiation(false, now);
    return current;
  }

  /** Starts a renegotiation now, unless one is under way or the session is not that far. */
  void renegotiate(Moment now) {
    if (established && keyTaken && !ended) {
      beginRenegotiation(true, now);
      flush(now);
    }
  }

  private void beginRenegotiation(boolean byUs, Moment now) {
    if (previous != null) {
      previous.close();
    }
    previous = current;
    current = negotiation(current.keyId().next(), Opcode.CONTROL_SOFT_RESET_V1, now);
    keyTaken = false;
    peerHasKey = false;
    keys.onRenegotiation();
    renegotiateAt = Moment.NEVER;
    output.onEvent(new RenegotiationStarted(current.keyId().value(), byUs));
  }

  void onTimer(Moment now) {
    if (ended) {
      return;
    }
    keys.onTimer(now);
    if (!current.active() && now.reached(negotiationDeadline())) {
      fail(current, answers.timeout(timers.handWindow(), current.peerAnswered()), now);
      return;
    }
    if (established && keyTaken && now.reached(renegotiateAt)) {
      beginRenegotiation(true, now);
    }
    if (asked && now.reached(askAt)) {
      ask(now);
    }
    flush(now);
  }

  private Moment negotiationDeadline() {
    return current.started().plus(timers.handWindow());
  }

  Moment nextDeadline() {
    if (ended) {
      return Moment.NEVER;
    }
    Moment next = Moment.earlier(current.nextDeadline(), keys.nextDeadline());
    if (previous != null) {
      next = Moment.earlier(next, previous.nextDeadline());
    }
    if (!current.active()) {
      next = Moment.earlier(next, negotiationDeadline());
    }
    return Moment.earlier(next, Moment.earlier(askAt, renegotiateAt));
  }

  private void advance(Moment now) throws TlsFailure, KeyMethodException {
    try {
      current.advance(inbox::add);
      if (previous != null) {
        previous.advance(inbox::add);
      }
      onProgress(now);
      flush(now);
    } catch (NegotiationFailure e) {
      flush(now);
      end(new NoAgreement(e.reason()));
    }
  }

  private void onProgress(Moment now) throws TlsFailure, NegotiationFailure {
    if (current.keyId().equals(KeyId.FIRST) && !established) {
      firstKeyProgress(now);
    } else if (current.exchanged() && !keyTaken) {
      takeKey(now);
      output.onEvent(new RenegotiationDone(current.keyId().value()));
    }
    if (keyTaken && !peerHasKey && current.active()) {
      peerHasKey = true;
      keys.onPeerHasKey(now);
    }
    while (asked && !inbox.isEmpty() && !ended) {
      act(conversation.onMessage(inbox.remove()), now);
    }
  }

  private void firstKeyProgress(Moment now) throws TlsFailure, NegotiationFailure {
    if (!asked && current.exchanged() && current.active()) {
      asked = true;
      activeSince = now;
      askUntil = negotiationDeadline().plus(timers.handWindow());
      announcePeer();
      act(conversation.onKeyExchange(exchange()), now);
      if (agreement == null && !ended) {
        ask(now);
      }
    }
  }

  private void announcePeer() {
    current
        .tls()
        .map(TlsEngine::summary)
        .ifPresent(
            summary -> {
              output.onEvent(
                  new TlsReady(
                      summary.version(),
                      summary.cipherSuite(),
                      summary.peerSubject(),
                      summary.peerKey()));
              output.onEvent(new PeerInitiated(summary.peerSubject(), peerAddress));
            });
  }

  private Exchange exchange() {
    KeyMethod2 peers = current.peers().orElseThrow();
    return new Exchange(
        PeerInfo.parse(peers.peerInfo()), peers.options(), exports().map(TlsExports::p2pPeerId));
  }

  private Optional<TlsExports> exports() {
    return current.tls().flatMap(TlsEngine::exports);
  }

  private void act(Answer answer, Moment now) throws TlsFailure {
    for (TunnelEvent event : answer.events()) {
      output.onEvent(event);
    }
    for (ControlMessage message : answer.send()) {
      controlChannel().write(message);
    }
    answer.token().ifPresent(settings.login()::onToken);
    answer.patience().ifPresent(this::wait);
    if (answer.agreement().isPresent() && agreement == null) {
      pushed = answer.pushed();
      establish(answer.agreement().get(), now);
    }
    if (answer.end().isPresent()) {
      flush(now);
      end(answer.end().get());
    }
  }

  /** {@code AUTH_PENDING} (openvpn-protocol 6.8); zero is no time of its own. */
  private void wait(Duration limit) {
    Duration window = timers.handWindow();
    Duration wanted = limit.isZero() ? window : limit;
    Duration half = timers.renegotiate().dividedBy(2);
    Duration most = half.compareTo(window) > 0 ? half : window;
    askUntil = activeSince.plus(wanted.compareTo(most) < 0 ? wanted : most);
  }

  private void establish(Agreement agreed, Moment now) {
    agreement = agreed;
    askAt = Moment.NEVER;
    if (agreed.dynamicTlsCrypt()) {
      exports().ifPresent(exports -> prepareRenegotiationWrap(exports, now));
    }
    established = true;
    output.onEvent(new DataChannelAgreed(agreed.cipher().toString(), agreed.peerId().toString()));
    listener.onEstablished(
        this, new Established(agreed, peerAddress, pushed, firstWrap.peerMetadata()));
    takeKey(now);
  }

  private void prepareRenegotiationWrap(TlsExports exports, Moment now) {
    renegotiationWrap =
        new TlsCryptWrap(
            firstWrap.dynamicBase().xor(exports.dynamicTlsCrypt().toArray()),
            settings.role().tlsRole(),
            settings.clock().at(now).getEpochSecond(),
            1);
  }

  private void takeKey(Moment now) {
    keyTaken = true;
    KeyBlock block = keyBlock();
    Agreement agreed = agreed();
    DataKey key = block.dataKey(current.keyId(), agreed.cipher(), settings.role().tlsRole());
    block.material().destroy();
    keys.onKey(key, now);
    if (!timers.renegotiate().isZero()) {
      renegotiateAt = now.plus(timers.renegotiate());
    }
  }

  private KeyBlock keyBlock() {
    if (agreed().exporter()) {
      byte[] material = exports().orElseThrow().dataKeys().toArray();
      return new KeyBlock(Secret.copyOf(material));
    }
    boolean client = settings.role().tlsRole() == TlsRole.CLIENT;
    KeySource ours = current.ours().orElseThrow().source();
    KeySource peers = current.peers().orElseThrow().source();
    SessionId peerId = requireNonNull(peer);
    return PrfDerivation.derive(
        client ? ours : peers, client ? peers : ours, client ? own : peerId, client ? peerId : own);
  }

  private Agreement agreed() {
    return requireNonNull(agreement);
  }

  private void ask(Moment now) {
    Optional<ControlMessage> question = conversation.question();
    if (question.isEmpty() || agreement != null) {
      askAt = Moment.NEVER;
      return;
    }
    if (now.reached(askUntil)) {
      end(new NoPushReply());
      return;
    }
    askAt = now.plus(ASK_AGAIN);
    try {
      current.write(question.get());
    } catch (TlsFailure e) {
      fail(current, new TlsFailed(e.reason()), now);
    }
  }

  /** The login that a negotiation waits for is there. */
  void onLogin(Moment now) {
    if (ended) {
      return;
    }
    try {
      advance(now);
    } catch (TlsFailure e) {
      fail(current, cause(e), now);
    } catch (KeyMethodException e) {
      fail(current, new TlsFailed("key exchange: " + e.reason()), now);
    }
  }

  /** A user's answer, which a login still waits for. */
  void respond(ControlMessage response, Moment now) {
    if (!asked || ended) {
      return;
    }
    try {
      controlChannel().write(response);
      flush(now);
    } catch (TlsFailure e) {
      fail(current, cause(e), now);
    }
  }

  /** Says something on the control channel; false when there is none yet. */
  boolean say(ControlMessage message, Moment now) {
    if (!established || ended) {
      return false;
    }
    try {
      controlChannel().write(message);
      flush(now);
      return true;
    } catch (TlsFailure e) {
      return false;
    }
  }

  /** The newest channel on which both ends have exchanged keys. */
  private KeyNegotiation controlChannel() {
    return !current.exchanged() && previous != null ? previous : current;
  }

  boolean allAcked() {
    return controlChannel().allAcked();
  }

  boolean controlExit() {
    return agreement != null && agreement.controlExit();
  }

  private void fail(KeyNegotiation failed, DisconnectCause cause, Moment now) {
    failed.takeLastWords();
    flush(now);
    if (!established || failed != current || previous == null) {
      end(cause);
      return;
    }
    failed.close();
    current = previous;
    previous = null;
    keyTaken = true;
    output.onEvent(new RenegotiationFailed(cause.message()));
    listener.onRenegotiationFailed(this, now);
  }

  private void flush(Moment now) {
    if (previous != null) {
      send(previous, now);
    }
    send(current, now);
  }

  private void send(KeyNegotiation negotiation, Moment now) {
    for (ControlPacket packet : negotiation.due(own, peer, now)) {
      output.transmit(wrap(negotiation.keyId()).wrap(packet), peerAddress);
    }
  }

  /** By key id, not by time: both wraps are in use while a renegotiation begins. */
  private ControlWrap wrap(KeyId keyId) {
    ControlWrap renegotiation = renegotiationWrap;
    return keyId.equals(KeyId.FIRST) || renegotiation == null ? firstWrap : renegotiation;
  }

  private void end(DisconnectCause cause) {
    if (!ended) {
      close();
      listener.onEnded(this, cause);
    }
  }

  @Override
  public void close() {
    ended = true;
    current.close();
    if (previous != null) {
      previous.close();
    }
  }

  /** Opens TLS and writes the key-method-2 message of one negotiation. */
  private final class Composition implements KeyNegotiation.Composer {
    private final KeyId keyId;
    private final Moment begun;

    Composition(KeyId keyId, Moment begun) {
      this.keyId = keyId;
      this.begun = begun;
    }

    @Override
    public int maxPayload(Opcode opcode) {
      return Math.max(0, MAX_PACKET - PACKET_OVERHEAD - wrap(keyId).overhead(opcode));
    }

    @Override
    public TlsEngine openTls() throws TlsFailure {
      return TlsEngines.open(settings.tls(), random, settings.clock().at(begun));
    }

    @Override
    public Optional<KeyMethod2> compose(TlsEngine tls) {
      return settings
          .login()
          .current()
          .map(
              login ->
                  new KeyMethod2(
                      KeySource.random(settings.role().tlsRole(), random),
                      settings.optionsString(),
                      login.username(),
                      login.password(),
                      settings.role().peerInfo(tls.exports().isPresent()).text()));
    }
  }
}
