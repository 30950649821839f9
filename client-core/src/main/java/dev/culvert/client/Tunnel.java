// SPDX-License-Identifier: Apache-2.0
package dev.culvert.client;

import dev.culvert.bytes.Secret;
import dev.culvert.control.ControlMessage.ChallengeResponse;
import dev.culvert.driver.KeySlot;
import dev.culvert.driver.Link;
import dev.culvert.driver.LinkListener;
import dev.culvert.driver.LinkRequest;
import dev.culvert.driver.PeerSettings;
import dev.culvert.driver.ProxyRefusedException;
import dev.culvert.driver.TransportLostException;
import dev.culvert.driver.TunnelDevice;
import dev.culvert.event.DisconnectCause;
import dev.culvert.event.DisconnectCause.PeerExited;
import dev.culvert.event.DisconnectCause.PeerSilent;
import dev.culvert.event.DisconnectCause.SystemFailed;
import dev.culvert.event.DisconnectCause.TransportLost;
import dev.culvert.event.DropCounters;
import dev.culvert.event.TunnelEvent;
import dev.culvert.keys.DataKey;
import dev.culvert.session.Established;
import dev.culvert.session.Session;
import dev.culvert.session.SessionOutput;
import dev.culvert.session.SessionSettings;
import dev.culvert.time.EventLoop;
import dev.culvert.time.Moment;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a tunnel, from its first packet to its end: a session above a device's link. It
 * carries the session's words to the device and the link's to the session, and does nothing else.
 *
 * <p>Runs on the control loop; the link's threads only hand over.
 */
public final class Tunnel implements AutoCloseable {
  /** What the owner decides and hears. Called on the control loop. */
  public interface Owner {
    void onEvent(TunnelEvent event);

    /**
     * The link is open, and the session begins.
     *
     * @param hop as {@link Link#hop}
     */
    default void onOpen(Optional<InetSocketAddress> hop) {}

    /**
     * The data channel can be set up: what the device is to know of the peer. Keys follow.
     *
     * @throws IOException the system refuses what the tunnel needs; the tunnel ends
     */
    PeerSettings onEstablished(Established established) throws IOException;

    /** Keys are in place: data flows. */
    void onReady();

    /** Over; the link is closed. */
    void onEnded(DisconnectCause cause);
  }

  private final EventLoop loop;
  private final TunnelDevice device;
  private final Owner owner;
  private final Session session;
  private final DropCounters drops = new DropCounters();
  private @Nullable Link link;
  private Moment timerAt = Moment.NEVER;
  private EventLoop.@Nullable Timer timer;
  private Duration peerTimeout = Duration.ZERO;
  private boolean readyAnnounced;
  private boolean ended;

  public Tunnel(
      EventLoop loop,
      TunnelDevice device,
      SessionSettings settings,
      SecureRandom random,
      Owner owner) {
    this.loop = loop;
    this.device = device;
    this.owner = owner;
    this.session = new Session(settings, random, new FromSession(), drops);
  }

  /**
   * Opens the link; the session begins when that is open.
   *
   * @throws IOException the transport cannot be opened
   */
  public void start(LinkRequest request) throws IOException {
    link = device.link(request, new FromLink());
  }

  /** Replaces the data key now. */
  public void renegotiate() {
    session.renegotiate(loop.now());
    planTimer();
  }

  /** The login that a session waits for is there. */
  void onLogin() {
    session.onLogin(loop.now());
    planTimer();
  }

  /** Sends the user's answer to a text challenge. */
  void respond(Secret response) {
    session.respond(new ChallengeResponse(response), loop.now());
    planTimer();
  }

  /** Leaves; {@link Owner#onEnded} follows, after the peer was told if {@code notify}. */
  public void leave(boolean notify) {
    session.leave(notify, loop.now());
    planTimer();
  }

  /** Where packets go on the wire, where that is not the peer's own address. */
  Optional<InetSocketAddress> hop() {
    Link open = link;
    return open == null ? Optional.empty() : open.hop();
  }

  /** Control packets that were thrown away, by reason. */
  public DropCounters drops() {
    return drops;
  }

  /** Ends without telling anybody. */
  @Override
  public void close() {
    ended = true;
    if (timer != null) {
      timer.cancel();
    }
    if (link != null) {
      link.close();
      link = null;
    }
  }

  private void end(DisconnectCause cause) {
    if (!ended) {
      close();
      owner.onEnded(cause);
    }
  }

  private void planTimer() {
    Moment next = ended ? Moment.NEVER : session.nextDeadline();
    if (next.equals(timerAt)) {
      return;
    }
    if (timer != null) {
      timer.cancel();
    }
    timerAt = next;
    timer = loop.at(next, this::onTimer);
  }

  private void onTimer() {
    timerAt = Moment.NEVER;
    if (!ended) {
      session.onTimer(loop.now());
      planTimer();
    }
  }

  /** A device call that the session asked for failed: the tunnel cannot go on. */
  private void onDeviceFailed(IOException cause) {
    if (cause instanceof ProxyRefusedException refused) {
      end(refused.refusal());
      return;
    }
    if (cause instanceof TransportLostException lost) {
      end(new TransportLost(lost.reason()));
      return;
    }
    end(new SystemFailed(String.valueOf(cause.getMessage())));
  }

  /** Called by the session, on the loop. */
  private final class FromSession implements SessionOutput {
    @Override
    public void transmit(byte[] packet, InetSocketAddress to) {
      Link open = link;
      if (open == null) {
        return;
      }
      try {
        open.send(packet, to);
      } catch (IOException e) {
        onDeviceFailed(e);
      }
    }

    @Override
    public void onEstablished(Established established) {
      readyAnnounced = false;
      try {
        device.activate();
        PeerSettings settings = owner.onEstablished(established);
        peerTimeout = settings.keepalive().timeout();
        device.setPeer(settings);
      } catch (IOException e) {
        onDeviceFailed(e);
      }
    }

    @Override
    public void installKey(KeySlot slot, DataKey key) {
      onDevice(() -> device.installKey(slot, key));
      if (!readyAnnounced && !ended) {
        readyAnnounced = true;
        owner.onReady();
      }
    }

    @Override
    public void swapKeys() {
      onDevice(device::swapKeys);
    }

    @Override
    public void dropKey(KeySlot slot) {
      onDevice(() -> device.dropKey(slot));
    }

    @Override
    public void onControlHeard() {
      device.onControlHeard();
    }

    @Override
    public void onEvent(TunnelEvent event) {
      owner.onEvent(event);
    }

    @Override
    public void onEnded(DisconnectCause cause) {
      end(cause);
    }

    private void onDevice(DeviceCall call) {
      if (ended) {
        return;
      }
      try {
        call.run();
      } catch (IOException e) {
        onDeviceFailed(e);
      }
    }
  }

  private interface DeviceCall {
    void run() throws IOException;
  }

  /** Called by the link, on its threads. */
  private final class FromLink implements LinkListener {
    @Override
    public void onOpen() {
      onLoop(
          () -> {
            owner.onOpen(hop());
            session.start(loop.now());
          });
    }

    @Override
    public void onControl(byte[] packet, InetSocketAddress from) {
      onLoop(() -> session.onPacket(packet, from, loop.now()));
    }

    @Override
    public void onPeerSilent() {
      onLoop(() -> end(new PeerSilent(peerTimeout)));
    }

    @Override
    public void onKeyNearlyUsedUp() {
      onLoop(() -> session.renegotiate(loop.now()));
    }

    @Override
    public void onPeerMoved(InetSocketAddress to) {
      onLoop(() -> session.onPeerMoved(to));
    }

    @Override
    public void onPeerExit() {
      onLoop(() -> end(new PeerExited()));
    }

    @Override
    public void onFailed(IOException cause) {
      onLoop(() -> onDeviceFailed(cause));
    }

    private void onLoop(Runnable action) {
      loop.execute(
          () -> {
            if (!ended) {
              action.run();
              planTimer();
            }
          });
    }
  }
}
