// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.selftest;

import dev.culvert.driver.DriverException;
import dev.culvert.driver.SelfCheck;
import dev.culvert.driver.TunnelChecks;
import dev.culvert.win.adapter.Adapter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All steps on Windows, in order: first what nothing else can be done without. */
public final class WindowsSelfTest {
  private final Bench bench;

  public WindowsSelfTest(Bench bench) {
    this.bench = bench;
  }

  /**
   * The steps.
   *
   * @param tunnel the engine's own steps, over the same adapter
   */
  public List<SelfCheck> steps(TunnelChecks tunnel) {
    AdapterSteps adapters = new AdapterSteps(bench);
    List<SelfCheck> steps = new ArrayList<>();
    steps.add(adapters.find());
    steps.add(adapters.make());
    steps.add(adapters.versionDevice());
    steps.add(adapters.open());
    steps.add(adapters.openTwice());
    steps.addAll(new RequestSteps(bench).all());
    steps.addAll(new PacketSteps(bench).all());
    steps.addAll(new NetworkSteps(bench).all());
    steps.addAll(tunnel.over(this::device));
    steps.addAll(new TcpSteps(bench).all());
    steps.add(adapters.removeWhileOpen());
    steps.add(adapters.cleanUp());
    return steps;
  }

  private Optional<String> device() {
    try {
      return bench.adapter().map(Adapter::name);
    } catch (DriverException e) {
      return Optional.empty();
    }
  }
}
