// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.selftest;

import dev.culvert.driver.Observed;
import dev.culvert.driver.SelfCheck;
import dev.culvert.driver.Verdict;
import dev.culvert.win.adapter.Adapter;
import dev.culvert.win.capi.WindowsError;
import dev.culvert.win.dco.DcoProbe;
import dev.culvert.win.dco.DcoProbe.Answer;
import dev.culvert.win.dco.PendingRead;
import java.io.IOException;
import java.net.DatagramSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Adapters found, made, opened and removed. */
final class AdapterSteps {
  private static final Duration SOON = Duration.ofSeconds(5);

  private final Bench bench;
  private @Nullable List<String> ownBefore;

  AdapterSteps(Bench bench) {
    this.bench = bench;
  }

  SelfCheck find() {
    return SelfCheck.of(
        "adapters: find",
        seen -> {
          List<Adapter> all = bench.adapters.all();
          List<Adapter> ours = bench.adapters.ours();
          seen.note("adapters of the driver", all.size());
          seen.note("made by Culvert", ours.size());
          for (Adapter adapter : all) {
            seen.note(
                "adapter " + adapter.name(),
                adapter.instanceId()
                    + (adapter.path().isPresent() ? ", can be opened" : ", cannot be opened")
                    + ", problem code "
                    + adapter.problem());
          }
          return seen.verdict();
        });
  }

  /** Makes an adapter if there is none to use, with a name, and finds it again. */
  SelfCheck make() {
    return SelfCheck.of(
        "adapters: make one with a name",
        seen -> {
          removeLeftover(seen);
          ownBefore = bench.ownList();
          Optional<Adapter> own = bench.adapter();
          if (own.isPresent()) {
            return new Verdict.NotHere("there is one of Culvert's: " + own.get().name());
          }
          long start = System.nanoTime();
          Adapter made = bench.adapters.create(Optional.of(Bench.TEST_NAME));
          bench.made(made);
          seen.note("microseconds to make it", micros(start));
          seen.note("instance", made.instanceId());
          List<Adapter> ours = bench.adapters.ours();
          seen.expect(ours.contains(made), "it is not found as Culvert's own");
          seen.expect(
              made.name().equals(Bench.TEST_NAME),
              "it is called " + made.name() + " and not as asked");
          return seen.verdict();
        });
  }

  /** One that an earlier test could not remove. */
  private void removeLeftover(Observed seen) throws IOException {
    for (Adapter own : bench.adapters.ours()) {
      if (own.name().equals(Bench.TEST_NAME)) {
        bench.adapters.remove(own);
        seen.note("an earlier test's adapter", "removed");
      }
    }
  }

  SelfCheck versionDevice() {
    return SelfCheck.of(
        "version device",
        seen -> {
          if (bench.adapter().isEmpty()) {
            return Bench.noAdapter();
          }
          long start = System.nanoTime();
          String version = DcoProbe.versionDevice(bench.kernel);
          seen.note("version", version);
          seen.note("microseconds", micros(start));
          return seen.verdict();
        });
  }

  SelfCheck open() {
    return SelfCheck.of(
        "open, and ask for the version",
        seen -> {
          Optional<Adapter> adapter = bench.adapter();
          if (adapter.isEmpty()) {
            return Bench.noAdapter();
          }
          long start = System.nanoTime();
          try (DcoProbe probe = bench.open(adapter.get())) {
            seen.note("microseconds to open", micros(start));
            String version = probe.version();
            seen.note("version", version);
            String other = DcoProbe.versionDevice(bench.kernel);
            seen.expect(version.equals(other), "the version device says " + other);
            probe.refusal().ifPresent(why -> seen.expect(false, why));
          }
          return seen.verdict();
        });
  }

  SelfCheck openTwice() {
    return bench.stepOn(
        "open a second time",
        (_, adapter, seen) -> {
          DcoProbe.Again again = DcoProbe.openAgain(bench.kernel, adapter.path().orElseThrow());
          Bench.number(seen, "CreateFile", again.open(), WindowsError.ACCESS_DENIED);
          if (again.firstRequest().isPresent()) {
            Answer first = again.firstRequest().get();
            seen.note("GET_VERSION: error", first.error());
            if (first.error() == WindowsError.ACCESS_DENIED) {
              throw new Bench.NotHereException(
                  "this system lets a second open through; the driver refuses the first request");
            }
            seen.expect(false, "the adapter is open twice");
          }
          seen.expect(
              again.open().error() == WindowsError.ACCESS_DENIED,
              "CreateFile: " + again.open() + " is not taken for \"in use\"");
        });
  }

  /** Only where the test made the adapter itself. */
  SelfCheck removeWhileOpen() {
    return SelfCheck.of(
        "adapters: remove one that is open",
        seen -> {
          Optional<Adapter> made = bench.made();
          if (made.isEmpty()) {
            return new Verdict.NotHere("the test has made no adapter");
          }
          try (DatagramSocket far = Loopback.udp();
              DcoProbe probe = bench.open(made.get())) {
            Bench.success(seen, "NEW_PEER", probe.newPeer(Loopback.of(far)));
            PendingRead read = probe.read();
            long start = System.nanoTime();
            bench.adapters.remove(made.get());
            bench.made(null);
            seen.note("microseconds to remove it", micros(start));
            Optional<PendingRead.End> end = read.await(SOON);
            seen.note("the pending read has ended", end.isPresent());
            end.ifPresent(e -> goneBy("the pending read", e.answer(), seen));
            Answer after = probe.getStats();
            goneBy("GET_STATS after it", after, seen);
          }
          seen.expect(
              bench.adapters.ours().stream().noneMatch(a -> a.guid().equals(made.get().guid())),
              "it is still there");
          return seen.verdict();
        });
  }

  private static void goneBy(String what, Answer answer, Observed seen) {
    Bench.number(seen, what, answer, WindowsError.DEVICE_REMOVED);
    seen.expect(
        answer.isDeviceGone(), what + ": " + answer + " is not taken for a device that is gone");
  }

  /** The last step: what the test made is gone, and the list of own adapters is as it was. */
  SelfCheck cleanUp() {
    return new SelfCheck(
        "everything as before",
        true,
        seen -> {
          Optional<Adapter> made = bench.made();
          if (made.isPresent()) {
            long start = System.nanoTime();
            bench.adapters.remove(made.get());
            bench.made(null);
            seen.note("microseconds to remove the test's adapter", micros(start));
          }
          List<String> own = bench.ownList();
          seen.note("adapters in Culvert's list", own.size());
          List<String> before = ownBefore;
          seen.expect(
              before == null || before.equals(own), "Culvert's list of adapters has changed");
          return seen.verdict();
        });
  }

  private static long micros(long start) {
    return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
  }
}
