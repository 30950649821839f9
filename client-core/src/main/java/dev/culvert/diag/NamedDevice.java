// SPDX-License-Identifier: Apache-2.0
package dev.culvert.diag;

import dev.culvert.client.Surroundings;
import dev.culvert.driver.DeviceRequest;
import dev.culvert.driver.Feature;
import dev.culvert.driver.TrafficCounters;
import dev.culvert.driver.TunnelDevice;
import dev.culvert.network.AppliedPlan;
import dev.culvert.network.NetworkPlan;
import dev.culvert.network.SystemRoutes;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A machine on which the tunnel gets a device of a certain name, whose counters can be read. */
final class NamedDevice implements Surroundings {
  private final Surroundings machine;
  private final String name;
  private @Nullable TunnelDevice opened;

  NamedDevice(Surroundings machine, String name) {
    this.machine = machine;
    this.name = name;
  }

  /** Of the device that was opened last; on the control loop. */
  TrafficCounters counters() {
    return opened == null ? TrafficCounters.ZERO : opened.counters();
  }

  @Override
  public TunnelDevice openDevice(DeviceRequest request) throws IOException {
    TunnelDevice device = machine.openDevice(new DeviceRequest(name, request.mtu()));
    opened = device;
    return device;
  }

  @Override
  public void resolve(String host, Consumer<List<InetAddress>> answer) {
    machine.resolve(host, answer);
  }

  @Override
  public String backend() {
    return machine.backend();
  }

  @Override
  public Optional<String> refusal(Feature feature) {
    return machine.refusal(feature);
  }

  @Override
  public List<String> againstPushed(List<String> pushed) {
    return machine.againstPushed(pushed);
  }

  @Override
  public SystemRoutes routes(@Nullable InetAddress server) throws IOException {
    return machine.routes(server);
  }

  @Override
  public AppliedPlan apply(NetworkPlan plan) throws IOException {
    return machine.apply(plan);
  }
}
