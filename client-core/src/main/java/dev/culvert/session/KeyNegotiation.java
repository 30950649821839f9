// SPDX-License-Identifier: Apache-2.0
package dev.culvert.session;

import dev.culvert.bytes.ByteReader;
import dev.culvert.bytes.Bytes;
import dev.culvert.control.ControlMessage;
import dev.culvert.control.ControlMessageCodec;
import dev.culvert.control.MessageStream;
import dev.culvert.event.DropReason;
import dev.culvert.event.DroppedPacketException;
import dev.culvert.keys.KeyMethod2;
import dev.culvert.keys.KeyMethodException;
import dev.culvert.reliable.AckQueue;
import dev.culvert.reliable.ReceiveWindow;
import dev.culvert.reliable.SendWindow;
import dev.culvert.time.Moment;
import dev.culvert.tls.TlsEngine;
import dev.culvert.tls.TlsFailure;
import dev.culvert.wire.AckRecord;
import dev.culvert.wire.ControlPacket;
import dev.culvert.wire.EarlyNegotiation;
import dev.culvert.wire.KeyId;
import dev.culvert.wire.Opcode;
import dev.culvert.wire.SessionId;
import dev.culvert.wire.TlsRole;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One key id's negotiation: resets, a TLS handshake over numbered packets, one key-method-2 message
 * each way, then control messages for as long as the key lives (openvpn-protocol 1.5).
 *
 * <pre>
 *  RESET ──own reset acked, peer's seen──▶ TLS ──both key-method-2 there──▶ EXCHANGED
 *        EXCHANGED ──everything of ours acked──▶ ACTIVE
 * </pre>
 *
 * The TLS client writes its key-method-2 when its handshake is done, the server when it has read
 * the client's.
 */
final class KeyNegotiation implements AutoCloseable {
  /** What one negotiation needs from its session. */
  interface Composer {
    /** Bytes of TLS in one packet of that opcode, 0 if the wrapping leaves no room. */
    int maxPayload(Opcode opcode);

    TlsEngine openTls() throws TlsFailure;

    /** The message, or empty while its login is not there yet; called again then. */
    Optional<KeyMethod2> compose(TlsEngine tls);
  }

  /** Acks on a packet with a payload, and on one without (openvpn-protocol 1.3). */
  private static final int PIGGYBACKED_ACKS = 4;

  private static final int MAX_KEY_METHOD = 8192;

  private final KeyId keyId;
  private final TlsRole role;
  private final Composer composer;
  private final Moment started;
  private final SendWindow send;
  private final ReceiveWindow receive;
  private final AckQueue acks = new AckQueue();
  private final MessageStream messages = new MessageStream();
  private final ByteArrayOutputStream keyMethodBytes = new ByteArrayOutputStream();

  /** TLS bytes that the send window has no room for yet. */
  private byte[] unsent = new byte[0];

  private boolean peerReset;

  /** The server wants the client's wrapped key with the first packet after the reset. */
  private boolean resendWrappedKey;

  private boolean active;
  private @Nullable TlsEngine tls;
  private @Nullable KeyMethod2 ours;
  private @Nullable KeyMethod2 peers;

  private KeyNegotiation(
      KeyId keyId, TlsRole role, Composer composer, Timers timers, long firstId, Moment now) {
    this.keyId = keyId;
    this.role = role;
    this.composer = composer;
    this.started = now;
    this.send = new SendWindow(timers.tlsTimeout(), firstId);
    this.receive = new ReceiveWindow(firstId);
  }

  /**
   * A negotiation whose reset is ready to go.
   *
   * @param reset opcode that opens this negotiation from our side
   */
  static KeyNegotiation open(
      KeyId keyId, TlsRole role, Opcode reset, Composer composer, Timers timers, Moment now) {
    KeyNegotiation negotiation = new KeyNegotiation(keyId, role, composer, timers, 0, now);
    negotiation.send.add(reset, Bytes.EMPTY);
    return negotiation;
  }

  /** A first negotiation whose resets have been exchanged already. */
  static KeyNegotiation afterResets(TlsRole role, Composer composer, Timers timers, Moment now) {
    KeyNegotiation negotiation = new KeyNegotiation(KeyId.FIRST, role, composer, timers, 1, now);
    negotiation.peerReset = true;
    return negotiation;
  }

  KeyId keyId() {
    return keyId;
  }

  Moment started() {
    return started;
  }

  boolean peerAnswered() {
    return peerReset;
  }

  /** Both key-method-2 messages are there: the key can be derived. */
  boolean exchanged() {
    return ours != null && peers != null;
  }

  /** The peer has acknowledged all of it. */
  boolean active() {
    return active;
  }

  Optional<TlsEngine> tls() {
    return Optional.ofNullable(tls);
  }

  Optional<KeyMethod2> ours() {
    return Optional.ofNullable(ours);
  }

  Optional<KeyMethod2> peers() {
    return Optional.ofNullable(peers);
  }

  /**
   * Takes an authentic packet of this key id; what the peer has to say goes to {@code deliver}.
   *
   * @throws DroppedPacketException before anything has changed
   */
  void onPacket(ControlPacket packet, Moment now, Consumer<ControlMessage> deliver)
      throws TlsFailure, KeyMethodException {
    boolean reset =
        packet.opcode().isHardReset() || packet.opcode() == Opcode.CONTROL_SOFT_RESET_V1;
    if (packet.opcode() != Opcode.ACK_V1 && reset != (packet.packetId() == 0)) {
      throw new DroppedPacketException(DropReason.MALFORMED);
    }
    EarlyNegotiation early =
        reset ? EarlyNegotiation.decode(packet.payload()) : EarlyNegotiation.NOTHING;
    if (packet.opcode() == Opcode.ACK_V1) {
      packet.acks().packetIds().forEach(send::onAck);
      return;
    }
    switch (receive.offer(packet.packetId(), packet.opcode(), packet.payload())) {
      case OUTSIDE -> throw new DroppedPacketException(DropReason.OUTSIDE_WINDOW);
      case DUPLICATE, ACCEPTED -> {
        packet.acks().packetIds().forEach(send::onAck);
        // A full queue leaves the packet unacknowledged: the peer sends it again.
        acks.add(packet.packetId());
      }
    }
    if (reset && !peerReset) {
      peerReset = true;
      resendWrappedKey = early.resendWrappedKey() && send.nextId() == 1;
      send.burst(now);
    }
    deliverInOrder(deliver);
  }

  private void deliverInOrder(Consumer<ControlMessage> deliver)
      throws TlsFailure, KeyMethodException {
    while (tls != null || isOpen()) {
      var next = receive.next();
      if (next.isEmpty()) {
        return;
      }
      if (isTls(next.get().opcode())) {
        openTls().onCiphertext(next.get().payload().toArray());
        readPlaintext(deliver);
      }
    }
  }

  private static boolean isTls(Opcode opcode) {
    return opcode == Opcode.CONTROL_V1 || opcode == Opcode.CONTROL_WKC_V1;
  }

  /** TLS may flow: our reset is acknowledged and the peer's is here. */
  private boolean isOpen() {
    return peerReset && send.allAcked();
  }

  private TlsEngine openTls() throws TlsFailure {
    TlsEngine engine = tls;
    if (engine == null) {
      engine = composer.openTls();
      tls = engine;
    }
    return engine;
  }

  private void readPlaintext(Consumer<ControlMessage> deliver) throws KeyMethodException {
    byte[] plaintext = requireTls().takePlaintext();
    if (plaintext.length == 0) {
      return;
    }
    if (peers == null) {
      plaintext = readKeyMethod(plaintext);
    }
    for (String text : messages.push(plaintext)) {
      deliver.accept(ControlMessageCodec.decode(text));
    }
  }

  /** Returns what follows the key-method-2 message, nothing while it is incomplete. */
  private byte[] readKeyMethod(byte[] plaintext) throws KeyMethodException {
    keyMethodBytes.writeBytes(plaintext);
    ByteReader in = new ByteReader(keyMethodBytes.toByteArray());
    Optional<KeyMethod2> message = KeyMethod2.decode(in, role.other());
    if (message.isEmpty()) {
      if (keyMethodBytes.size() > MAX_KEY_METHOD) {
        throw new KeyMethodException("message of more than " + MAX_KEY_METHOD + " B");
      }
      return new byte[0];
    }
    peers = message.get();
    keyMethodBytes.reset();
    return in.rest().toArray();
  }

  /** Moves everything along that does not wait for the peer. */
  void advance(Consumer<ControlMessage> deliver) throws TlsFailure, KeyMethodException {
    if (tls == null && !isOpen()) {
      return;
    }
    TlsEngine engine = openTls();
    deliverInOrder(deliver);
    if (ours == null && engine.handshakeDone() && (role == TlsRole.CLIENT || peers != null)) {
      Optional<KeyMethod2> message = composer.compose(engine);
      if (message.isPresent()) {
        byte[] encoded = message.get().encode();
        engine.write(encoded);
        Arrays.fill(encoded, (byte) 0);
        message.get().password().destroy();
        ours = message.get();
      }
    }
    fillWindow();
    active |= exchanged() && unsent.length == 0 && send.allAcked();
  }

  /** Takes what TLS still wants to say, an alert for example, after it failed. */
  void takeLastWords() {
    if (tls != null) {
      fillWindow();
    }
  }

  private void fillWindow() {
    byte[] fresh = requireTls().takeCiphertext();
    if (fresh.length > 0) {
      int kept = unsent.length;
      unsent = Arrays.copyOf(unsent, kept + fresh.length);
      System.arraycopy(fresh, 0, unsent, kept, fresh.length);
    }
    int at = 0;
    while (at < unsent.length && send.hasRoom()) {
      Opcode opcode = nextOpcode();
      int length = Math.min(composer.maxPayload(opcode), unsent.length - at);
      send.add(opcode, Bytes.copyOf(unsent, at, length));
      resendWrappedKey = false;
      at += length;
    }
    unsent = Arrays.copyOfRange(unsent, at, unsent.length);
  }

  private Opcode nextOpcode() {
    return resendWrappedKey ? Opcode.CONTROL_WKC_V1 : Opcode.CONTROL_V1;
  }

  /** Queues a control message; only after the key exchange. */
  void write(ControlMessage message) throws TlsFailure {
    byte[] text = ControlMessageCodec.encode(message).getBytes(StandardCharsets.UTF_8);
    requireTls().write(Arrays.copyOf(text, text.length + 1));
    fillWindow();
  }

  /** Whether the peer has acknowledged all that was written. */
  boolean allAcked() {
    return unsent.length == 0 && send.allAcked();
  }

  /** The packets to send now: new ones, those whose time has come again, acknowledgements. */
  List<ControlPacket> due(SessionId own, @Nullable SessionId peer, Moment now) {
    List<ControlPacket> packets = new ArrayList<>();
    for (SendWindow.Outgoing outgoing : send.due(now)) {
      AckRecord record = peer == null ? AckRecord.NONE : acks.take(PIGGYBACKED_ACKS, peer);
      packets.add(
          new ControlPacket(
              outgoing.opcode(), keyId, own, record, outgoing.packetId(), outgoing.payload()));
    }
    // A server that keeps nothing can do nothing with an ACK_V1 before it has the key again.
    if (peer != null && acks.pending() && !resendWrappedKey) {
      packets.add(ControlPacket.ack(keyId, own, acks.take(AckRecord.MAX, peer)));
    }
    return packets;
  }

  Moment nextDeadline() {
    return send.nextDeadline();
  }

  private TlsEngine requireTls() {
    TlsEngine engine = tls;
    if (engine == null) {
      throw new IllegalStateException("TLS of " + keyId + " is not open yet");
    }
    return engine;
  }

  @Override
  public void close() {
    if (tls != null) {
      tls.close();
    }
  }
}
