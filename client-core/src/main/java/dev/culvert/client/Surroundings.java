// SPDX-License-Identifier: Apache-2.0
package dev.culvert.client;

import dev.culvert.driver.DeviceRequest;
import dev.culvert.driver.Feature;
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

/** What a connection needs of the machine it runs on. */
public interface Surroundings {
  /**
   * Looks a name up without holding up the caller.
   *
   * @param answer called on the control loop; empty when the name means nothing now
   */
  void resolve(String host, Consumer<List<InetAddress>> answer);

  /** The chosen backend, as users know it. */
  String backend();

  /** Why that backend cannot do something that only the peer's answer shows to be needed. */
  Optional<String> refusal(Feature feature);

  TunnelDevice openDevice(DeviceRequest request) throws IOException;

  /** The system's own routes, before the tunnel has any. */
  SystemRoutes routes(@Nullable InetAddress server) throws IOException;

  /** Makes the plan's changes, journalled; closing what it returns undoes them. */
  AppliedPlan apply(NetworkPlan plan) throws IOException;
}
