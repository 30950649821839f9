// SPDX-License-Identifier: Apache-2.0
package dev.culvert.session;

import dev.culvert.bytes.ShortInputException;
import dev.culvert.control.ControlMessage.ChallengeResponse;
import dev.culvert.control.ControlMessage.Exit;
import dev.culvert.driver.KeySlot;
import dev.culvert.event.DisconnectCause;
import dev.culvert.event.DisconnectCause.Left;
import dev.culvert.event.DropCounters;
import dev.culvert.event.DropReason;
import dev.culvert.event.DroppedPacketException;
import dev.culvert.event.TunnelEvent.AttemptFailed;
import dev.culvert.time.Moment;
import dev.culvert.wire.ControlHeader;
import dev.culvert.wire.Opcode;
import dev.culvert.wire.TlsRole;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The protocol with one peer. It holds the session that carries data and, beside it, a candidate:
 * the first attempt, or a peer that was restarted and begins anew. The candidate takes over when
 * its TLS and its negotiation are done, so that nobody can end a running session by asking for a
 * new one (openvpn-protocol 1.7).
 *
 * <p>Pure: it is given packets and moments, and answers through {@link SessionOutput}. One thread.
 */
public final class Session {
  private final SessionSettings settings;
  private final SecureRandom random;
  private final SessionOutput output;
  private final DropCounters drops;
  private final Sessions sessions = new Sessions();
  private final StatelessHandshake stateless;
  private @Nullable TlsSession active;
  private @Nullable TlsSession candidate;
  private Moment leaveBy = Moment.NEVER;
  private boolean leaving;
  private boolean ended;

  /** Nothing happens before {@link #start}. */
  public Session(
      SessionSettings settings, SecureRandom random, SessionOutput output, DropCounters drops) {
    this.settings = settings;
    this.random = random;
    this.output = output;
    this.drops = drops;
    this.stateless = new StatelessHandshake(settings, random, output);
  }

  /** Sends the first reset, if this role does and knows where to. */
  public void start(Moment now) {
    InetSocketAddress remote = settings.remote();
    if (speaksFirst() && remote != null) {
      candidate = open(remote, now);
      candidate.onTimer(now);
    }
  }

  private boolean speaksFirst() {
    return settings.role().opensSession() && settings.protection().speaksFirst();
  }

  /**
   * Takes one control packet. Whatever the bytes are, nothing is thrown: a packet that is worth
   * nothing is counted under its reason and changes nothing.
   *
   * @param datagram borrowed for the call
   */
  public void onPacket(byte[] datagram, InetSocketAddress from, Moment now) {
    try {
      if (ended) {
        throw new DroppedPacketException(DropReason.WRONG_STATE);
      }
      dispatch(ControlHeader.read(datagram), datagram, from, now);
      finishLeaving(now);
    } catch (DroppedPacketException e) {
      drops.count(e.reason());
    } catch (ShortInputException e) {
      drops.count(DropReason.TRUNCATED);
    }
  }

  private void dispatch(ControlHeader header, byte[] datagram, InetSocketAddress from, Moment now) {
    checkOpcode(header.opcode());
    TlsSession known = known(header);
    if (known != null) {
      known.onPacket(header, datagram, from, now);
    } else if (header.opcode().isHardReset()) {
      onNewPeerSession(header, datagram, from, now);
    } else {
      onAnswerToStateless(header, datagram, from, now);
    }
  }

  private void checkOpcode(Opcode opcode) {
    boolean fromServer = opcode == Opcode.CONTROL_HARD_RESET_SERVER_V2;
    boolean fromClient = opcode.bringsWrappedKey() || (opcode.isHardReset() && !fromServer);
    boolean client = settings.role().tlsRole() == TlsRole.CLIENT;
    if ((client && fromClient)
        || (!client && (fromServer || !settings.protection().takes(opcode)))) {
      throw new DroppedPacketException(DropReason.WRONG_OPCODE_FOR_ROLE);
    }
  }

  private @Nullable TlsSession known(ControlHeader header) {
    if (active != null && active.isWith(header.sessionId())) {
      return active;
    }
    return candidate != null && candidate.isWith(header.sessionId()) ? candidate : null;
  }

  private void onNewPeerSession(
      ControlHeader header, byte[] datagram, InetSocketAddress from, Moment now) {
    TlsSession waiting = candidate;
    if (waiting != null && waiting.awaitsPeer()) {
      waiting.onPacket(header, datagram, from, now);
      return;
    }
    if (!settings.role().takesNewSessions()) {
      throw new DroppedPacketException(DropReason.UNROUTABLE);
    }
    boolean server = settings.role().tlsRole() == TlsRole.SERVER;
    if (server && stateless.answer(header, datagram, from, now)) {
      return;
    }
    TlsSession fresh = open(from, now);
    // Throws when the packet is not authentic: then the old candidate stays.
    fresh.onPacket(header, datagram, from, now);
    adopt(fresh);
  }

  private void onAnswerToStateless(
      ControlHeader header, byte[] datagram, InetSocketAddress from, Moment now) {
    if (!settings.role().takesNewSessions() || settings.role().tlsRole() != TlsRole.SERVER) {
      throw new DroppedPacketException(DropReason.UNROUTABLE);
    }
    StatelessHandshake.Opened opened = stateless.accept(header, datagram, from, now);
    TlsSession fresh =
        session(from, new TlsSession.Opening(opened.own(), opened.wrap(), true), now);
    fresh.onOpened(opened.packet(), from, now);
    adopt(fresh);
  }

  private void adopt(TlsSession fresh) {
    if (candidate != null) {
      candidate.close();
    }
    candidate = fresh;
  }

  private TlsSession open(InetSocketAddress peer, Moment now) {
    return session(peer, TlsSession.opening(settings, random, now), now);
  }

  private TlsSession session(InetSocketAddress peer, TlsSession.Opening opening, Moment now) {
    return new TlsSession(settings, random, output, sessions, peer, opening, now);
  }

  /** Everything that time has brought about. Calling it early or late does no harm. */
  public void onTimer(Moment now) {
    if (active != null) {
      active.onTimer(now);
    }
    if (candidate != null) {
      candidate.onTimer(now);
    }
    finishLeaving(now);
  }

  /** When {@link #onTimer} has something to do next. */
  public Moment nextDeadline() {
    Moment next = leaveBy;
    if (active != null) {
      next = Moment.earlier(next, active.nextDeadline());
    }
    if (candidate != null) {
      next = Moment.earlier(next, candidate.nextDeadline());
    }
    return ended ? Moment.NEVER : next;
  }

  /**
   * Replaces the data key before its time; nothing if there is none or it is just being replaced.
   */
  public void renegotiate(Moment now) {
    if (active != null) {
      active.renegotiate(now);
    }
  }

  /** {@link SessionLogin#current} has a login again. */
  public void onLogin(Moment now) {
    each(session -> session.onLogin(now));
  }

  /** The user's answer to a text challenge. */
  public void respond(ChallengeResponse response, Moment now) {
    each(session -> session.respond(response, now));
  }

  private void each(Consumer<TlsSession> action) {
    TlsSession running = active;
    TlsSession beginning = candidate;
    if (running != null) {
      action.accept(running);
    }
    if (beginning != null && !ended) {
      action.accept(beginning);
    }
  }

  /** The peer's data comes from a new address now (float). */
  public void onPeerMoved(InetSocketAddress to) {
    if (active != null) {
      active.onPeerMoved(to);
    }
  }

  /**
   * Leaves: tells the peer where it understands that, and ends when it has acknowledged or has had
   * its time.
   *
   * @param notify whether to tell the peer ({@code explicit-exit-notify})
   */
  public void leave(boolean notify, Moment now) {
    if (ended || leaving) {
      return;
    }
    leaving = true;
    leaveBy = now;
    if (notify && active != null && active.controlExit() && active.say(new Exit(), now)) {
      leaveBy = now.plus(settings.timers().exitWait());
    }
    finishLeaving(now);
  }

  private void finishLeaving(Moment now) {
    if (leaving && (now.reached(leaveBy) || active == null || active.allAcked())) {
      endWith(new Left());
    }
  }

  /** Whether data can flow. */
  public boolean established() {
    return active != null && !ended;
  }

  private void endWith(DisconnectCause cause) {
    if (ended) {
      return;
    }
    ended = true;
    if (active != null) {
      active.close();
    }
    if (candidate != null) {
      candidate.close();
    }
    output.onEnded(cause);
  }

  /** What the sessions below report. */
  private final class Sessions implements TlsSession.Listener {
    @Override
    public void onEstablished(TlsSession session, Established established) {
      TlsSession old = active;
      active = session;
      candidate = null;
      output.onEstablished(established);
      if (old != null) {
        old.close();
        output.dropKey(KeySlot.SECONDARY);
      }
    }

    @Override
    public void onEnded(TlsSession session, DisconnectCause cause) {
      if (session == active || (active == null && speaksFirst())) {
        endWith(cause);
        return;
      }
      // Somebody failed to begin: a running session, or an end that waits, does not care.
      output.onEvent(new AttemptFailed(session.peerAddress(), cause.message()));
      if (session == candidate) {
        candidate = null;
      }
    }

    @Override
    public void onRenegotiationFailed(TlsSession session, Moment now) {
      if (speaksFirst() && candidate == null) {
        candidate = open(session.peerAddress(), now);
      }
    }
  }
}
