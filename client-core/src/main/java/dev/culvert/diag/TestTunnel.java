// SPDX-License-Identifier: Apache-2.0
package dev.culvert.diag;

import dev.culvert.client.Connection;
import dev.culvert.client.Tunnel;
import dev.culvert.driver.PeerSettings;
import dev.culvert.driver.PlatformProvider;
import dev.culvert.driver.TrafficCounters;
import dev.culvert.event.DisconnectCause;
import dev.culvert.event.DisconnectCause.SystemFailed;
import dev.culvert.event.TunnelEvent;
import dev.culvert.event.TunnelEvent.Ended;
import dev.culvert.event.TunnelEvent.KeyInUse;
import dev.culvert.event.TunnelEvent.NetworkOmitted;
import dev.culvert.event.TunnelEvent.Ready;
import dev.culvert.event.TunnelEvent.Restarting;
import dev.culvert.profile.Profile;
import dev.culvert.runtime.ControlLoop;
import dev.culvert.runtime.Machine;
import dev.culvert.session.Established;
import dev.culvert.time.WallClock;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A whole tunnel in this process: the product's own connection with the device that this platform
 * has for it, and at 127.0.0.1 an end in user space with an echo host behind it. Any thread.
 */
final class TestTunnel implements AutoCloseable {
  static final InetAddress OWN = InetAddress.ofLiteral(TestPlans.CLIENT_ADDRESS);
  static final InetAddress HOST = InetAddress.ofLiteral(TestPlans.SERVER_ADDRESS);
  private static final Duration CLOSING = Duration.ofSeconds(15);

  private final ControlLoop loop;
  private final NamedDevice machine;
  private final String backend;
  private final Connection connection;
  private final EchoHost host;
  private final ServerEnd server;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<String> restarts = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private int ready;
  private int keysInUse;
  private boolean ended;

  private TestTunnel(PlatformProvider platform, String device, String version) throws IOException {
    Instant today = Instant.now();
    TestPlans plans = new TestPlans(version);
    int port = freePort();
    Profile profile = TestPlans.clientProfile(port);
    this.loop = ControlLoop.start(bug -> problem("internal error: " + bug));
    try {
      Machine here = Machine.open(loop, platform, profile);
      if (here.choice().driver().isEmpty()) {
        throw new IOException(String.join("; ", here.choice().lines()));
      }
      WallClock clock = new WallClock(today, loop.now());
      this.backend = here.backend();
      this.machine = new NamedDevice(here, device);
      this.connection =
          new Connection(
              loop,
              plans.client(profile, here.choice().ciphers(profile), platform.peerName()),
              machine,
              new SecureRandom(),
              clock,
              this::onEvent);
      this.host = new EchoHost("far-end", (Inet4Address) HOST);
      this.server =
          new ServerEnd(
              loop,
              host,
              plans.server(TestPlans.serverProfile(port), platform.peerName()),
              port,
              clock,
              new FarEnd());
    } catch (IOException | RuntimeException e) {
      loop.close();
      throw e;
    }
  }

  /** Begins to connect. */
  static TestTunnel open(PlatformProvider platform, String device, String version)
      throws IOException {
    TestTunnel tunnel = new TestTunnel(platform, device, version);
    tunnel.startServer();
    tunnel.loop.execute(tunnel.connection::start);
    return tunnel;
  }

  private void startServer() {
    loop.execute(
        () -> {
          try {
            server.start();
          } catch (IOException e) {
            problem("the far end did not start: " + e.getMessage());
          }
        });
  }

  /** The backend that carries the data, as users know it. */
  String backend() {
    return backend;
  }

  /** The far end forgets its session and waits for a new one, as after a crash. */
  void restartServer() {
    startServer();
  }

  /** The far end asks for a new key. */
  void renegotiate() {
    loop.execute(server::renegotiate);
  }

  /** How often this end was connected so far. */
  int ready() {
    return locked(() -> ready);
  }

  /** How many keys came into use at this end so far. */
  int keysInUse() {
    return locked(() -> keysInUse);
  }

  /** Why this end began anew, each time. */
  List<String> restarts() {
    return locked(() -> List.copyOf(restarts));
  }

  /** What was not undone or went wrong beside the tunnel. */
  List<String> problems() {
    return locked(() -> List.copyOf(problems));
  }

  long echoed() {
    return host.echoed();
  }

  /** What this end's device has counted. */
  TrafficCounters counters() throws IOException, InterruptedException {
    return onLoop(machine::counters);
  }

  /** What the far end's has. */
  TrafficCounters farCounters() throws IOException, InterruptedException {
    return onLoop(server::counters);
  }

  private <T> T onLoop(Supplier<T> question) throws IOException, InterruptedException {
    CompletableFuture<T> answer = new CompletableFuture<>();
    loop.execute(() -> answer.complete(question.get()));
    try {
      return answer.get(CLOSING.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the control thread does not answer", e);
    }
  }

  /**
   * Waits until this end was connected for the {@code times}th time.
   *
   * @throws IOException it ended, or was not within {@code patience}
   */
  void awaitReady(int times, Duration patience) throws IOException, InterruptedException {
    boolean came = await(() -> ready >= times || ended, patience);
    if (!came || ready() < times) {
      throw new IOException(
          "the tunnel did not stand within " + patience.toSeconds() + " s: " + story());
    }
  }

  /** Lets the tunnel go on for that time, or until its end. */
  void rest(Duration time) throws InterruptedException {
    await(() -> ended, time);
  }

  private String story() {
    List<String> all = new ArrayList<>(problems());
    restarts().forEach(cause -> all.add("began anew: " + cause));
    return all.isEmpty() ? "nothing went wrong so far" : String.join("; ", all);
  }

  private boolean await(BooleanSupplier condition, Duration patience) throws InterruptedException {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (!condition.getAsBoolean() && left > 0) {
        left = changed.awaitNanos(left);
      }
      return condition.getAsBoolean();
    } finally {
      lock.unlock();
    }
  }

  private void onEvent(TunnelEvent event) {
    switch (event) {
      case Ready _ -> update(() -> ready++);
      case KeyInUse _ -> update(() -> keysInUse++);
      case Restarting(DisconnectCause cause, String _, Duration _) ->
          update(() -> restarts.add(cause.message()));
      case NetworkOmitted(String what) -> problem(what);
      case Ended(DisconnectCause cause) -> {
        if (!(cause instanceof DisconnectCause.Left)) {
          problem("ended: " + cause.message());
        }
        update(() -> ended = true);
      }
      default -> {}
    }
  }

  private void problem(String what) {
    update(() -> problems.add(what));
  }

  private void update(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private <T> T locked(Supplier<T> question) {
    lock.lock();
    try {
      return question.get();
    } finally {
      lock.unlock();
    }
  }

  /** Leaves, undoes the network, and gives the device back. */
  @Override
  public void close() {
    loop.execute(connection::stop);
    boolean interrupted = false;
    try {
      if (!await(() -> ended, CLOSING)) {
        loop.execute(() -> connection.abort(new SystemFailed("the self-test gives up")));
        await(() -> ended, CLOSING);
      }
    } catch (InterruptedException e) {
      // What the tunnel changed is undone all the same: the loop does it, and ends after that.
      interrupted = true;
      loop.execute(() -> connection.abort(new SystemFailed("the self-test was stopped")));
    }
    loop.execute(server::close);
    loop.execute(host::close);
    loop.close();
    try {
      loop.awaitEnd(CLOSING.toSeconds());
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** A port that was free a moment ago: this end must know it before the other opens it. */
  private static int freePort() throws IOException {
    try (DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))) {
      return socket.getLocalPort();
    }
  }

  private final class FarEnd implements Tunnel.Owner {
    @Override
    public void onEvent(TunnelEvent event) {}

    @Override
    public PeerSettings onEstablished(Established established) {
      return ServerEnd.settings(established);
    }

    @Override
    public void onReady() {}

    /** It waits for the next session, as a server does. */
    @Override
    public void onEnded(DisconnectCause cause) {
      if (!locked(() -> ended)) {
        startServer();
      }
    }
  }
}
