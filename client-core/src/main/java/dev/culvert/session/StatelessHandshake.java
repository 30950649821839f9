// SPDX-License-Identifier: Apache-2.0
package dev.culvert.session;

import dev.culvert.event.DropReason;
import dev.culvert.event.DroppedPacketException;
import dev.culvert.time.Moment;
import dev.culvert.wire.AckRecord;
import dev.culvert.wire.ControlHeader;
import dev.culvert.wire.ControlPacket;
import dev.culvert.wire.EarlyNegotiation;
import dev.culvert.wire.KeyId;
import dev.culvert.wire.Opcode;
import dev.culvert.wire.SessionId;
import dev.culvert.wire.TlsRole;
import dev.culvert.wrap.ControlWrap;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * A TLS server's first two packets with a client it does not know: the client's reset leaves no
 * trace, and only a client that sends our session id back, and so is where it says it is, gets a
 * session (openvpn-protocol 1.4).
 *
 * <pre>
 *  client                                server
 *  HARD_RESET_CLIENT  ───────────────▶  nothing is kept
 *                     ◀───────────────  HARD_RESET_SERVER, session id = cookie
 *  CONTROL_V1, ACK_V1 or WKC_V1 ─────▶  a session with that id
 * </pre>
 */
final class StatelessHandshake {
  /** Ids of packets and acknowledgements that the client's answer may have. */
  private static final long LAST_ID = 1;

  private final SessionSettings settings;
  private final SessionOutput output;
  private final SessionCookie cookie;

  StatelessHandshake(SessionSettings settings, SecureRandom random, SessionOutput output) {
    this.settings = settings;
    this.output = output;
    this.cookie = new SessionCookie(random, settings.timers().handWindow());
  }

  /** A client's answer to our reset: what the session begins with. */
  record Opened(SessionId own, ControlWrap wrap, ControlPacket packet) {}

  /**
   * Answers a client's reset; false when that client cannot do with an answer that leaves no trace.
   *
   * @throws DroppedPacketException it is not worth an answer
   */
  boolean answer(ControlHeader header, byte[] datagram, InetSocketAddress from, Moment now) {
    ControlWrap wrap = wrap(now, 1);
    ControlPacket reset = wrap.open(datagram, now);
    if (!reset.keyId().equals(KeyId.FIRST) || reset.packetId() != 0) {
      throw new DroppedPacketException(DropReason.MALFORMED);
    }
    SessionId acked = reset.acks().peer();
    if (acked != null && !cookie.gave(acked, from, header.sessionId(), now)) {
      throw new DroppedPacketException(DropReason.WRONG_PEER_SESSION);
    }
    Optional<EarlyNegotiation> words = wrap.statelessAnswer();
    if (words.isEmpty()) {
      if (settings.protection().forcesCookie()) {
        throw new DroppedPacketException(DropReason.NO_EARLY_NEGOTIATION);
      }
      return false;
    }
    ControlPacket answer =
        new ControlPacket(
            settings.protection().hardReset(TlsRole.SERVER),
            KeyId.FIRST,
            cookie.of(from, header.sessionId(), now),
            new AckRecord(List.of(0L), header.sessionId()),
            0,
            words.get().encode());
    output.transmit(wrap.wrap(answer), from);
    return true;
  }

  /**
   * Opens the packet of a client that has our reset.
   *
   * @throws DroppedPacketException it is not that
   */
  Opened accept(ControlHeader header, byte[] datagram, InetSocketAddress from, Moment now) {
    if (!header.keyId().equals(KeyId.FIRST) || header.opcode() == Opcode.CONTROL_SOFT_RESET_V1) {
      throw new DroppedPacketException(DropReason.UNROUTABLE);
    }
    ControlWrap wrap = wrap(now, 2);
    ControlPacket packet = wrap.open(datagram, now);
    SessionId own = packet.acks().peer();
    boolean early =
        packet.packetId() <= LAST_ID
            && packet.acks().packetIds().stream().allMatch(id -> id <= LAST_ID);
    if (!early || own == null || !cookie.gave(own, from, header.sessionId(), now)) {
      throw new DroppedPacketException(DropReason.UNROUTABLE);
    }
    return new Opened(own, wrap, packet);
  }

  private ControlWrap wrap(Moment now, long firstReplayId) {
    return settings
        .protection()
        .wrap(TlsRole.SERVER, settings.clock().at(now).getEpochSecond(), firstReplayId);
  }
}
