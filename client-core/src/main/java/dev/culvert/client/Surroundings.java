// SPDX-License-Identifier: Apache-2.0
package dev.culvert.client;

import dev.culvert.bytes.Secret;
import dev.culvert.driver.DeviceRequest;
import dev.culvert.driver.Feature;
import dev.culvert.driver.TunnelDevice;
import dev.culvert.network.AppliedPlan;
import dev.culvert.network.NetworkPlan;
import dev.culvert.network.SystemRoutes;
import dev.culvert.profile.Remote;
import dev.culvert.proxy.ProxyLogin;
import dev.culvert.proxy.ProxyServer;
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

  /**
   * The proxy that the system would use on the way to a TCP remote whose profile names none. Nobody
   * is asked unless the user wants that: no directive of a profile does.
   *
   * @param answer called on the control loop; empty for the direct way
   */
  default void systemProxy(Remote remote, Consumer<Optional<ProxyServer>> answer) {
    answer.accept(Optional.empty());
  }

  /**
   * The login for a proxy. The profile's own is the answer here; a shell with a window asks a
   * person where there is none, or where it was refused.
   *
   * @param answer called on the control loop
   */
  default void proxyLogin(ProxyServer proxy, Consumer<Optional<ProxyLogin>> answer) {
    answer.accept(proxy.login());
  }

  /** Whether there is a person to ask. */
  default boolean canAsk() {
    return false;
  }

  /**
   * Asks a person for a login, without holding up the caller.
   *
   * @param answer called on the control loop, with a secret for each field; empty when there is
   *     nobody to ask. The secrets are the connection's to wipe.
   */
  default void ask(LoginQuestion question, Consumer<Optional<List<Secret>>> answer) {
    answer.accept(Optional.empty());
  }

  /** The chosen backend, as users know it. */
  String backend();

  /** Why that backend cannot do something that only the peer's answer shows to be needed. */
  Optional<String> refusal(Feature feature);

  /**
   * What the server's options have against the chosen kernel driver: OpenVPN's lines and ours;
   * empty where nothing is, or where user space carries the data.
   *
   * @param pushed those about the data channel, as pushed
   */
  default List<String> againstPushed(List<String> pushed) {
    return List.of();
  }

  TunnelDevice openDevice(DeviceRequest request) throws IOException;

  /** The system's own routes, before the tunnel has any. */
  SystemRoutes routes(@Nullable InetAddress server) throws IOException;

  /** Makes the plan's changes, journalled; closing what it returns undoes them. */
  AppliedPlan apply(NetworkPlan plan) throws IOException;
}
