// SPDX-License-Identifier: Apache-2.0
package dev.culvert.diag;

import dev.culvert.driver.Observed;
import dev.culvert.driver.PlatformProvider;
import dev.culvert.driver.SelfCheck;
import dev.culvert.driver.TrafficCounters;
import dev.culvert.driver.TunnelChecks;
import dev.culvert.driver.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The steps with a whole tunnel: traffic both ways, new keys under traffic, a far end that
 * restarts.
 */
public final class TunnelProof implements TunnelChecks {
  private static final int PACKETS = 1_000;
  private static final int RENEGOTIATIONS = 3;
  private static final Duration HANDSHAKE = Duration.ofSeconds(15);
  private static final Duration FIRST_PACKET = Duration.ofSeconds(10);
  private static final Duration RENEGOTIATING = Duration.ofSeconds(20);
  private static final Duration SETTLING = Duration.ofSeconds(2);
  private static final Duration QUIET = Duration.ofMillis(100);

  private final PlatformProvider platform;
  private final String version;

  /**
   * @param version of Culvert
   */
  public TunnelProof(PlatformProvider platform, String version) {
    this.platform = platform;
    this.version = version;
  }

  /** What a step does with a tunnel. */
  private interface Story {
    void tell(TestTunnel tunnel, Observed seen) throws IOException, InterruptedException;
  }

  @Override
  public List<SelfCheck> over(Supplier<Optional<String>> device) {
    return List.of(
        step("whole tunnel: 1000 packets there and back", device, this::traffic),
        step("whole tunnel: 3 renegotiations under traffic", device, this::renegotiations),
        step("whole tunnel: the far end restarts", device, this::restart));
  }

  private SelfCheck step(String name, Supplier<Optional<String>> device, Story story) {
    return SelfCheck.of(
        name,
        seen -> {
          Optional<String> with = device.get();
          if (with.isEmpty()) {
            return new Verdict.NotHere("there is no adapter for it");
          }
          TestTunnel tunnel = TestTunnel.open(platform, with.get(), version);
          try (tunnel) {
            seen.note("backend", tunnel.backend());
            long start = System.nanoTime();
            tunnel.awaitReady(1, HANDSHAKE);
            seen.note("microseconds to connect", micros(start));
            story.tell(tunnel, seen);
          }
          tunnel.problems().forEach(problem -> seen.expect(false, problem));
          return seen.verdict();
        });
  }

  private void traffic(TestTunnel tunnel, Observed seen) throws IOException, InterruptedException {
    try (EchoTraffic traffic = EchoTraffic.open(TestTunnel.OWN, TestTunnel.HOST)) {
      seen.note("microseconds to the first packet", traffic.awaitFirst(FIRST_PACKET));
      // What was sent before the far end had its key is lost, and only this end has counted it.
      Figures before = Figures.settled(tunnel);
      long echoed = tunnel.echoed();
      AtomicInteger left = new AtomicInteger(PACKETS);
      EchoTraffic.Count count = traffic.exchange(() -> left.getAndDecrement() > 0);
      seen.note("packets that arrived at the far end", tunnel.echoed() - echoed);
      noLoss(count, seen);
      statistics(before, Figures.settled(tunnel), seen);
    }
  }

  private static void noLoss(EchoTraffic.Count count, Observed seen) {
    seen.note("packets sent", count.sent());
    seen.note("packets returned", count.returned());
    seen.note("round trip in microseconds, median", count.medianMicros());
    seen.expect(
        count.lost() == 0, count.lost() + " of " + count.sent() + " packets did not come back");
  }

  /** Bytes of IP packets as both ends have counted them. */
  private record Figures(long sent, long arrived, long farSent, long received) {
    static Figures now(TestTunnel tunnel) throws IOException, InterruptedException {
      TrafficCounters own = tunnel.counters();
      TrafficCounters far = tunnel.farCounters();
      return new Figures(
          own.tunnelSent(), far.tunnelReceived(), far.tunnelSent(), own.tunnelReceived());
    }

    /** At a moment when nothing is under way: the system sends packets of its own, too. */
    static Figures settled(TestTunnel tunnel) throws IOException, InterruptedException {
      long start = System.nanoTime();
      Figures last = now(tunnel);
      while (System.nanoTime() - start < SETTLING.toNanos()) {
        tunnel.rest(QUIET);
        Figures next = now(tunnel);
        if (next.equals(last)) {
          break;
        }
        last = next;
      }
      return last;
    }
  }

  /** What one end has sent the other must have received. */
  private static void statistics(Figures before, Figures after, Observed seen) {
    long sent = after.sent - before.sent;
    long arrived = after.arrived - before.arrived;
    long farSent = after.farSent - before.farSent;
    long received = after.received - before.received;
    seen.note("bytes sent", sent);
    seen.note("bytes that the far end received", arrived);
    seen.note("bytes that the far end sent", farSent);
    seen.note("bytes received", received);
    seen.expect(sent == arrived && farSent == received, "the statistics of both ends do not agree");
    long least = (long) PACKETS * EchoTraffic.LENGTH;
    seen.expect(sent >= least && received >= least, "the statistics have less than was sent");
  }

  private void renegotiations(TestTunnel tunnel, Observed seen)
      throws IOException, InterruptedException {
    try (EchoTraffic traffic = EchoTraffic.open(TestTunnel.OWN, TestTunnel.HOST)) {
      traffic.awaitFirst(FIRST_PACKET);
      Renegotiations under = new Renegotiations(tunnel);
      long start = System.nanoTime();
      EchoTraffic.Count count = traffic.exchange(() -> under.goesOn(System.nanoTime() - start));
      seen.note("renegotiations", under.done());
      seen.note("microseconds for all", micros(start));
      noLoss(count, seen);
      seen.expect(
          under.done() == RENEGOTIATIONS,
          under.done() + " of " + RENEGOTIATIONS + " new keys came into use");
      seen.expect(tunnel.ready() == 1, "the tunnel began anew: " + tunnel.restarts());
    }
  }

  /** Asks for the next new key as soon as the last one is in use, and for some packets more. */
  private static final class Renegotiations {
    private static final int PACKETS_AFTER = 100;

    private final TestTunnel tunnel;
    private final int before;
    private int asked;
    private int after;

    Renegotiations(TestTunnel tunnel) {
      this.tunnel = tunnel;
      this.before = tunnel.keysInUse();
    }

    int done() {
      return tunnel.keysInUse() - before;
    }

    boolean goesOn(long nanos) {
      if (nanos > RENEGOTIATING.toNanos()) {
        return false;
      }
      int done = done();
      if (done == RENEGOTIATIONS) {
        return after++ < PACKETS_AFTER;
      }
      if (asked == done) {
        asked++;
        tunnel.renegotiate();
      }
      return true;
    }
  }

  private void restart(TestTunnel tunnel, Observed seen) throws IOException, InterruptedException {
    try (EchoTraffic traffic = EchoTraffic.open(TestTunnel.OWN, TestTunnel.HOST)) {
      traffic.awaitFirst(FIRST_PACKET);
      long start = System.nanoTime();
      tunnel.restartServer();
      tunnel.awaitReady(2, TestPlans.SILENCE.plus(HANDSHAKE));
      seen.note("microseconds to connect again", micros(start));
      seen.note("cause", String.join("; ", tunnel.restarts()));
      AtomicInteger left = new AtomicInteger(PACKETS / 10);
      traffic.awaitFirst(FIRST_PACKET);
      noLoss(traffic.exchange(() -> left.getAndDecrement() > 0), seen);
    }
  }

  private static long micros(long start) {
    return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
  }
}
