// SPDX-License-Identifier: Apache-2.0
package dev.culvert.demo;

import dev.culvert.client.Tunnel;
import dev.culvert.datapath.UserspaceDevice;
import dev.culvert.driver.Keepalive;
import dev.culvert.driver.LinkRequest;
import dev.culvert.driver.PeerSettings;
import dev.culvert.driver.Transport;
import dev.culvert.event.DisconnectCause;
import dev.culvert.event.DisconnectCause.SystemFailed;
import dev.culvert.event.DropCounters;
import dev.culvert.event.TunnelEvent;
import dev.culvert.link.UdpSocket;
import dev.culvert.runtime.ControlLoop;
import dev.culvert.runtime.Threads;
import dev.culvert.session.Established;
import dev.culvert.session.SessionSettings;
import dev.culvert.wire.ReplayWindow;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One end of the demo's tunnel: the product's own tunnel and device, and a host behind it. */
final class End implements AutoCloseable {
  /** Hears what happens; on the control loop. */
  interface Listener {
    void onEvent(End end, TunnelEvent event);

    void onReady(End end);

    void onEnded(End end, DisconnectCause cause);
  }

  private static final int MTU = 1500;
  private static final int MSS = 1400;

  private final String name;
  private final ControlLoop loop;
  private final Host host;
  private final UserspaceDevice device;
  private final InetSocketAddress local;
  private final InetSocketAddress remote;
  private final SecureRandom random = new SecureRandom();
  private final DropCounters drops = new DropCounters();
  private final Listener listener;
  private @Nullable Tunnel tunnel;

  End(
      String name,
      ControlLoop loop,
      Host host,
      InetSocketAddress local,
      InetSocketAddress remote,
      Listener listener) {
    this.name = name;
    this.loop = loop;
    this.host = host;
    this.local = local;
    this.remote = remote;
    this.listener = listener;
    this.device =
        UserspaceDevice.open(
            host.tun(),
            MTU,
            UdpSocket::open,
            Threads.named("data-" + name),
            System::nanoTime,
            () -> new ReplayWindow(64, Duration.ofSeconds(15))::accept,
            drops);
  }

  String name() {
    return name;
  }

  Host host() {
    return host;
  }

  /** Data packets that this end threw away. */
  DropCounters drops() {
    return drops;
  }

  /** Begins, or begins anew without a word to the peer. */
  void start(SessionSettings settings) {
    onLoop(
        () -> {
          if (tunnel != null) {
            tunnel.close();
          }
          Tunnel fresh = new Tunnel(loop, device, settings, random, new Owner());
          tunnel = fresh;
          fresh.start(new LinkRequest(Transport.UDP, local, remote, false, 0, 0));
        });
  }

  void renegotiate() {
    onLoop(
        () -> {
          if (tunnel != null) {
            tunnel.renegotiate();
          }
        });
  }

  private interface Action {
    void run() throws IOException;
  }

  private void onLoop(Action action) {
    loop.execute(
        () -> {
          try {
            action.run();
          } catch (IOException e) {
            listener.onEnded(this, new SystemFailed(String.valueOf(e.getMessage())));
          }
        });
  }

  @Override
  public void close() {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    loop.execute(
        () -> {
          if (tunnel != null) {
            tunnel.close();
            tunnel = null;
          }
          closed.complete(null);
        });
    closed.join();
    device.close();
    host.close();
  }

  private final class Owner implements Tunnel.Owner {
    @Override
    public void onEvent(TunnelEvent event) {
      listener.onEvent(End.this, event);
    }

    @Override
    public PeerSettings onEstablished(Established established) {
      return new PeerSettings(
          established.agreement().peerId(), established.peer(), Keepalive.OFF, MSS);
    }

    @Override
    public void onReady() {
      listener.onReady(End.this);
    }

    @Override
    public void onEnded(DisconnectCause cause) {
      listener.onEnded(End.this, cause);
    }
  }
}
