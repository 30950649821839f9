// SPDX-License-Identifier: Apache-2.0
package dev.culvert.demo;

import dev.culvert.event.DisconnectCause;
import dev.culvert.event.TunnelEvent;
import dev.culvert.event.TunnelEvent.KeyInUse;
import dev.culvert.event.TunnelEvent.PointToPointNegotiated;
import dev.culvert.event.TunnelEvent.RenegotiationStarted;
import dev.culvert.event.TunnelEvent.TlsReady;
import dev.culvert.runtime.ControlLoop;
import dev.culvert.wire.TlsRole;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The loopback demo: two ends in this process, real UDP between them, and everything that a tunnel
 * goes through: handshake, pings, bulk transfer, renegotiation in the middle of it, a restart.
 */
public final class Demo implements End.Listener {
  private static final int PINGS = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration TRANSFER = Duration.ofMillis(600);
  private static final Duration UNTIL_RENEGOTIATION = Duration.ofMillis(150);

  private final DemoView view;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<String> events = new ArrayList<>();
  private int ready;
  private int keysInUse;
  private String tlsVersion = "";
  private String negotiation = "";
  private Optional<String> problem = Optional.empty();

  private int pings;
  private int answered;
  private long medianMicros;
  private long sent;
  private long received;
  private int renegotiations;
  private boolean recovered;
  private double upMbits;
  private double downMbits;

  public Demo(DemoView view) {
    this.view = view;
  }

  /** What {@link #run} found, as fields of a document. */
  public record Result(int exitCode, String summary, Map<String, Object> document) {}

  /** Runs everything; it ends within a minute whatever happens. */
  public Result run() throws InterruptedException {
    ControlLoop loop = ControlLoop.start(bug -> fail("internal error: " + bug));
    try (loop;
        Host clientHost = new Host("demo0", "10.8.0.1");
        Host serverHost = new Host("demo1", "10.8.0.2")) {
      int[] ports = freePorts();
      InetSocketAddress clientAt = loopback(ports[0]);
      InetSocketAddress serverAt = loopback(ports[1]);
      Blueprint blueprint = new Blueprint(Instant.now(), loop.now());
      try (End client = new End("client", loop, clientHost, clientAt, serverAt, this);
          End server = new End("server", loop, serverHost, serverAt, clientAt, this)) {
        story(client, server, blueprint, clientAt, serverAt);
      }
    } catch (IOException e) {
      fail("no UDP port on loopback: " + e.getMessage());
    }
    return result();
  }

  private void story(
      End client,
      End server,
      Blueprint blueprint,
      InetSocketAddress clientAt,
      InetSocketAddress serverAt)
      throws InterruptedException {
    view.line("", "loopback demo: both ends in this process, no root, no configuration");
    server.start(blueprint.settings(TlsRole.SERVER, clientAt));
    client.start(blueprint.settings(TlsRole.CLIENT, serverAt));
    if (!await(() -> ready == 2, "the handshake")) {
      return;
    }
    ping(client, server);
    upMbits = transfer(client, server, client);
    downMbits = transfer(server, client, server);
    restart(client, server, blueprint, serverAt);
  }

  private void ping(End client, End server) throws InterruptedException {
    long[] nanos = new long[PINGS];
    for (int i = 0; i < PINGS; i++) {
      OptionalLong time = client.host().ping(server.host(), i, PATIENCE.dividedBy(10));
      pings++;
      if (time.isPresent()) {
        nanos[answered++] = time.getAsLong();
      }
    }
    long[] sorted = Arrays.copyOf(nanos, answered);
    Arrays.sort(sorted);
    medianMicros = answered == 0 ? 0 : TimeUnit.NANOSECONDS.toMicros(sorted[answered / 2]);
    view.line(
        "client",
        "ping 10.8.0.2: %d of %d answered, round trip %.2f ms"
            .formatted(answered, pings, medianMicros / 1000.0));
  }

  /** Sends until its time is over and the new key is in use at both ends. */
  private double transfer(End from, End to, End renegotiator) throws InterruptedException {
    long before = to.host().bulkReceived();
    int keys = keysInUse();
    boolean asked = false;
    int number = 0;
    long start = System.nanoTime();
    long end = start + TRANSFER.toNanos();
    long latest = start + PATIENCE.toNanos();
    while (System.nanoTime() < end || (keysInUse() < keys + 2 && System.nanoTime() < latest)) {
      if (!from.host().sendBulk(to.host(), number)) {
        to.host().resetWindow();
      }
      number++;
      if (!asked && System.nanoTime() > start + UNTIL_RENEGOTIATION.toNanos()) {
        asked = true;
        renegotiator.renegotiate();
      }
      if (number % 1024 == 0) {
        view.progress("%s to %s: %d packets".formatted(from.name(), to.name(), number));
      }
    }
    from.host().awaitBulk(to.host());
    double seconds = (System.nanoTime() - start) / 1e9;
    long arrived = to.host().bulkReceived() - before;
    sent += number;
    received += arrived;
    renegotiations += keysInUse() >= keys + 2 ? 1 : 0;
    if (keysInUse() < keys + 2) {
      fail("the key renegotiated by the " + renegotiator.name() + " did not come into use");
    }
    double mbits = arrived * 8.0 * Host.BULK_LENGTH / seconds / 1e6;
    view.line(
        from.name(),
        "bulk to %s: %.0f Mbit/s, %d packets sent, %d received, %d lost"
            .formatted(to.name(), mbits, number, arrived, number - arrived));
    return mbits;
  }

  private void restart(End client, End server, Blueprint blueprint, InetSocketAddress serverAt)
      throws InterruptedException {
    int before = readyCount();
    view.line("client", "restarted without a word to the server");
    client.start(blueprint.settings(TlsRole.CLIENT, serverAt));
    if (!await(() -> ready >= before + 2, "the handshake after the restart")) {
      return;
    }
    recovered = client.host().ping(server.host(), PINGS, PATIENCE.dividedBy(10)).isPresent();
    view.line("client", recovered ? "traffic flows again" : "no traffic after the restart");
  }

  @Override
  public void onEvent(End end, TunnelEvent event) {
    switch (event) {
      case TlsReady tls -> {
        setTlsVersion(tls.version());
        say(end, tls.version() + ", " + tls.cipherSuite() + ", peer " + tls.peerSubject());
      }
      case PointToPointNegotiated(String line) -> {
        setNegotiation(line);
        say(end, line);
      }
      case RenegotiationStarted(int keyId, boolean byUs) ->
          say(end, "renegotiation of key " + keyId + (byUs ? " begins" : " asked for by the peer"));
      case KeyInUse(int keyId) -> {
        update(() -> keysInUse++);
        say(end, "key " + keyId + " is in use");
      }
      default -> update(() -> events.add(end.name() + ": " + event.getClass().getSimpleName()));
    }
  }

  @Override
  public void onReady(End end) {
    say(end, "connected");
    update(() -> ready++);
  }

  @Override
  public void onEnded(End end, DisconnectCause cause) {
    fail(end.name() + " ended: " + cause.message());
  }

  private void say(End end, String text) {
    view.line(end.name(), text);
    update(() -> events.add(end.name() + ": " + text));
  }

  private void setTlsVersion(String version) {
    update(() -> tlsVersion = version);
  }

  private void setNegotiation(String line) {
    update(() -> negotiation = line);
  }

  private void fail(String what) {
    update(() -> problem = problem.or(() -> Optional.of(what)));
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

  private int keysInUse() {
    lock.lock();
    try {
      return keysInUse;
    } finally {
      lock.unlock();
    }
  }

  private int readyCount() {
    lock.lock();
    try {
      return ready;
    } finally {
      lock.unlock();
    }
  }

  private boolean await(BooleanSupplier condition, String what) throws InterruptedException {
    lock.lock();
    try {
      long left = PATIENCE.toNanos();
      while (!condition.getAsBoolean() && problem.isEmpty() && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (!condition.getAsBoolean() && problem.isEmpty()) {
        problem = Optional.of(what + " did not end within " + PATIENCE.toSeconds() + " s");
      }
      return problem.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  private Result result() {
    lock.lock();
    try {
      Report report =
          new Report(
              tlsVersion,
              negotiation,
              pings,
              answered,
              medianMicros,
              upMbits,
              downMbits,
              sent,
              received,
              renegotiations,
              recovered,
              events,
              problem);
      String summary =
          report
              .failure()
              .map(reason -> "failed: " + reason)
              .orElse(
                  "%d packets sent, %d received, 0 lost through %d renegotiations and a restart"
                      .formatted(sent, received, renegotiations));
      return new Result(report.exitCode(), summary, report.document());
    } finally {
      lock.unlock();
    }
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
  }

  /** Two ports that were free a moment ago: both ends must know the other's before they open. */
  private static int[] freePorts() throws IOException {
    try (DatagramSocket one = new DatagramSocket(loopback(0));
        DatagramSocket other = new DatagramSocket(loopback(0))) {
      return new int[] {one.getLocalPort(), other.getLocalPort()};
    }
  }
}
