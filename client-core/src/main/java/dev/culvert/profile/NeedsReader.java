// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.driver.Feature;
import dev.culvert.driver.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a profile asks of its data channel, line by line. */
final class NeedsReader {
  private static final int LARGEST_USUAL_MTU = 1500;

  private NeedsReader() {}

  /**
   * Reads the needs.
   *
   * @param start names what no line says: that there is no {@code remote}
   */
  static List<Need> read(Settings settings, LinkOptions link, TunnelOptions tunnel, Source start) {
    List<Need> needs = new ArrayList<>();
    Optional<Setting> proto = settings.last(Directive.PROTO);
    if (link.remotes().isEmpty()) {
      needs.add(new Need(Feature.NO_REMOTE, start, "no remote"));
      needs.add(
          new Need(
              feature(link.transport()), proto.map(Setting::source).orElse(start), word(proto)));
    }
    for (Remote remote : link.remotes()) {
      boolean ownWord =
          settings.each(Directive.REMOTE).stream()
              .anyMatch(line -> line.source().equals(remote.source()) && line.args().size() > 2);
      needs.add(
          ownWord || proto.isEmpty()
              ? new Need(feature(remote.transport()), remote.source(), "remote")
              : new Need(feature(remote.transport()), proto.get().source(), word(proto)));
    }
    for (Directive proxy : List.of(Directive.HTTP_PROXY, Directive.SOCKS_PROXY)) {
      settings
          .last(proxy)
          .ifPresent(line -> needs.add(new Need(Feature.PROXY, line.source(), line.name())));
    }
    settings
        .last(Directive.DISABLE_DCO)
        .ifPresent(line -> needs.add(new Need(Feature.USER_SPACE, line.source(), line.name())));
    if (tunnel.mtu() > LARGEST_USUAL_MTU) {
      settings
          .last(Directive.TUN_MTU)
          .ifPresent(
              line ->
                  needs.add(
                      new Need(
                          Feature.MTU_OVER_1500,
                          line.source(),
                          line.name() + " " + line.arg(0, ""))));
    }
    return needs.stream().distinct().toList();
  }

  private static String word(Optional<Setting> proto) {
    return proto.map(line -> line.name() + " " + line.arg(0, "")).orElse("proto udp");
  }

  private static Feature feature(Transport transport) {
    return switch (transport) {
      case UDP -> Feature.UDP;
      case TCP_CLIENT -> Feature.TCP_CLIENT;
      case TCP_SERVER -> Feature.TCP_SERVER;
    };
  }
}
