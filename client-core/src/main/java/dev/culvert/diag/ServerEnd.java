// SPDX-License-Identifier: Apache-2.0
package dev.culvert.diag;

import dev.culvert.client.SessionPlan;
import dev.culvert.client.Tunnel;
import dev.culvert.datapath.UserspaceDevice;
import dev.culvert.driver.Keepalive;
import dev.culvert.driver.LinkRequest;
import dev.culvert.driver.PeerSettings;
import dev.culvert.driver.TrafficCounters;
import dev.culvert.driver.Transport;
import dev.culvert.event.DropCounters;
import dev.culvert.link.UdpSocket;
import dev.culvert.runtime.Threads;
import dev.culvert.session.Established;
import dev.culvert.time.EventLoop;
import dev.culvert.time.WallClock;
import dev.culvert.wire.ReplayWindow;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The far end of the test's tunnel: in user space, on loopback. All but the constructor on the
 * loop.
 */
final class ServerEnd {
  private static final int MTU = 1500;
  private static final Duration PING = Duration.ofSeconds(1);

  private final EventLoop loop;
  private final SessionPlan plan;
  private final InetSocketAddress local;
  private final WallClock clock;
  private final Tunnel.Owner owner;
  private final UserspaceDevice device;
  private final SecureRandom random = new SecureRandom();
  private @Nullable Tunnel tunnel;

  /**
   * @param owner hears what happens
   */
  ServerEnd(
      EventLoop loop,
      EchoHost host,
      SessionPlan plan,
      int port,
      WallClock clock,
      Tunnel.Owner owner) {
    this.loop = loop;
    this.plan = plan;
    this.local = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    this.clock = clock;
    this.owner = owner;
    this.device =
        UserspaceDevice.open(
            host.tun(),
            MTU,
            UdpSocket::open,
            Threads.named("data-far-end"),
            System::nanoTime,
            () -> new ReplayWindow(64, Duration.ofSeconds(15))::accept,
            new DropCounters());
  }

  /** Waits for a peer, and forgets the one it had without a word to it. */
  void start() throws IOException {
    if (tunnel != null) {
      tunnel.close();
    }
    Tunnel fresh =
        new Tunnel(loop, device, plan.settings(null, Transport.UDP, clock), random, owner);
    tunnel = fresh;
    fresh.start(new LinkRequest(Transport.UDP, local, null, true, 0, 0));
  }

  /** What this end tells its device: pings, so that the other end hears it in silence too. */
  static Keepalive keepalive() {
    return new Keepalive(PING, Duration.ZERO);
  }

  void renegotiate() {
    if (tunnel != null) {
      tunnel.renegotiate();
    }
  }

  TrafficCounters counters() {
    return device.counters();
  }

  void close() {
    if (tunnel != null) {
      tunnel.close();
      tunnel = null;
    }
    device.close();
  }

  /** The settings for a peer that was just agreed with. */
  static PeerSettings settings(Established established) {
    return new PeerSettings(established.agreement().peerId(), established.peer(), keepalive(), 0);
  }
}
