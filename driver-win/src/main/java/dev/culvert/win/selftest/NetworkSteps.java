// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.selftest;

import dev.culvert.driver.Observed;
import dev.culvert.driver.SelfCheck;
import dev.culvert.network.AppliedPlan;
import dev.culvert.network.NetChange.AddAddress;
import dev.culvert.network.NetChange.AddRoute;
import dev.culvert.network.NetChange.BringUp;
import dev.culvert.network.NetworkPlan;
import dev.culvert.network.Prefix;
import dev.culvert.runtime.JournalFolder;
import dev.culvert.win.adapter.Adapter;
import dev.culvert.win.dco.DcoProbe;
import dev.culvert.win.net.AdapterInterface;
import dev.culvert.win.net.InterfaceState;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The medium, and what hangs on it: IP interface, MTU, addresses, routes. */
final class NetworkSteps {
  private static final Duration STEP = Duration.ofMillis(5);
  private static final Duration A_MOMENT = Duration.ofSeconds(1);
  private static final int MTU = 1400;

  /** Networks for tests of network devices (RFC 2544). */
  private static final Prefix ADDRESS = new Prefix(InetAddress.ofLiteral("198.19.252.2"), 24);

  private static final Prefix ROUTE = new Prefix(InetAddress.ofLiteral("198.19.253.0"), 24);
  private static final InetAddress GATEWAY = InetAddress.ofLiteral("198.19.252.1");

  private final Bench bench;

  NetworkSteps(Bench bench) {
    this.bench = bench;
  }

  List<SelfCheck> all() {
    return List.of(ipInterface(), setAndUndone(), whatSurvives());
  }

  private SelfCheck ipInterface() {
    return withMedium(
        "START_VPN, until the IP interface is there",
        (_, _, net, seen) ->
            seen.note("MTU in the beginning", InterfaceState.read(bench.ip, net).mtu()));
  }

  /** What a step does with a medium that is connected. */
  private interface Story {
    void tell(DcoProbe probe, Adapter adapter, AdapterInterface net, Observed seen)
        throws IOException, InterruptedException;
  }

  private SelfCheck withMedium(String name, Story story) {
    return bench.stepOn(
        name,
        (probe, adapter, seen) -> {
          AdapterInterface net = AdapterInterface.of(bench.ip, adapter.guid());
          try (DatagramSocket far = Loopback.udp()) {
            Bench.success(seen, "NEW_PEER", probe.newPeer(Loopback.of(far)));
            seen.note("IP interface before START_VPN", net.isThere(bench.ip));
            Bench.success(seen, "START_VPN", probe.startVpn());
            awaitInterface(net, seen);
            story.tell(probe, adapter, net, seen);
          }
        });
  }

  private void awaitInterface(AdapterInterface net, Observed seen) throws IOException {
    long start = System.nanoTime();
    for (int step = 0; !net.isThere(bench.ip); step++) {
      if (step == 1000) {
        throw new IOException("no IP interface 5 s after START_VPN");
      }
      bench.waiting.pause(STEP);
    }
    seen.note(
        "microseconds until the IP interface",
        TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start));
  }

  private AppliedPlan apply(Adapter adapter, AdapterInterface net) throws IOException {
    String device = adapter.name();
    NetworkPlan plan =
        new NetworkPlan(
            device,
            net.index(),
            List.of(
                new BringUp(device, MTU),
                new AddAddress(device, ADDRESS, null),
                new AddRoute(ROUTE, device, GATEWAY, 0)),
            List.of());
    return AppliedPlan.apply(
        plan, bench.network, JournalFolder.open(bench.journals).create(device));
  }

  private SelfCheck setAndUndone() {
    return withMedium(
        "MTU, address and route: set, read back, undone",
        (_, adapter, net, seen) -> {
          int journals = journals();
          try (AppliedPlan plan = apply(adapter, net)) {
            InterfaceState state = InterfaceState.read(bench.ip, net);
            seen.expect(state.mtu() == MTU, "the MTU is " + state.mtu() + " and not " + MTU);
            seen.expect(state.addresses().contains(ADDRESS), "the address is not there");
            seen.expect(state.routes().contains(ROUTE), "the route is not there");
            seen.expect(plan.made().size() == 3, "made were only " + plan.made());
            seen.expect(journals() == journals + 1, "there is no journal");
          }
          gone(net, seen);
          seen.expect(journals() == journals, "the journal is still there");
        });
  }

  private void gone(AdapterInterface net, Observed seen) throws IOException {
    InterfaceState state = InterfaceState.read(bench.ip, net);
    seen.expect(!state.addresses().contains(ADDRESS), "the address is still there");
    seen.expect(!state.routes().contains(ROUTE), "the route is still there");
  }

  private int journals() throws IOException {
    if (!Files.isDirectory(bench.journals)) {
      return 0;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(bench.journals, "*.undo")) {
      int count = 0;
      for (Path _ : files) {
        count++;
      }
      return count;
    }
  }

  /** Nothing is judged but the undoing: what is so is what one wants to know. */
  private SelfCheck whatSurvives() {
    return withMedium(
        "what survives DEL_PEER and the closing of the handle",
        (probe, adapter, net, seen) -> {
          try (AppliedPlan _ = apply(adapter, net)) {
            Bench.success(seen, "DEL_PEER", probe.delPeer());
            note("at once after DEL_PEER", net, seen);
            bench.waiting.pause(A_MOMENT);
            note("1 s after DEL_PEER", net, seen);
            probe.close();
            note("at once after the closing", net, seen);
            bench.waiting.pause(A_MOMENT);
            note("1 s after the closing", net, seen);
          }
          gone(net, seen);
        });
  }

  private void note(String when, AdapterInterface net, Observed seen) throws IOException {
    InterfaceState state = InterfaceState.read(bench.ip, net);
    seen.note("interface " + when, state.mtu() > 0);
    seen.note("address " + when, state.addresses().contains(ADDRESS));
    seen.note("route " + when, state.routes().contains(ROUTE));
  }
}
