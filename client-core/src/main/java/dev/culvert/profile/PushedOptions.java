// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.driver.CompressionFraming;
import dev.culvert.network.Prefix;
import dev.culvert.profile.TunnelOptions.Ifconfig;
import dev.culvert.profile.TunnelOptions.RedirectGateway;
import dev.culvert.profile.TunnelOptions.Route;
import dev.culvert.profile.TunnelOptions.Topology;
import dev.culvert.wire.PeerId;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a server pushed (openvpn-protocol 6.3, 6.4), read through the same table as a profile. It
 * never fails: an option that is unknown, refused or malformed is a notice and changes nothing.
 *
 * @param cipher as the server wrote it
 * @param protocolFlags words of {@code protocol-flags}
 * @param tlsExporterKeys {@code key-derivation tls-ekm}
 * @param framing of the payloads
 * @param compresses whether the server may compress what it sends
 * @param dhcp {@code dhcp-option} and {@code dns} lines as pushed, for a later planner
 * @param dataLines those about the data channel, as pushed
 */
public record PushedOptions(
    Optional<Ifconfig> ifconfig,
    Optional<Prefix> ifconfigIpv6,
    Optional<Topology> topology,
    List<Route> routes,
    Optional<InetAddress> routeGateway,
    OptionalInt routeMetric,
    Optional<RedirectGateway> redirect,
    Optional<PeerId> peerId,
    Optional<String> cipher,
    Set<String> protocolFlags,
    boolean tlsExporterKeys,
    Optional<Duration> ping,
    Optional<Duration> pingTimeout,
    Optional<Boolean> pingExit,
    OptionalInt tunMtu,
    OptionalInt exitNotify,
    boolean persistTun,
    Optional<CompressionFraming> framing,
    boolean compresses,
    List<List<String>> dhcp,
    List<Notice> notices,
    List<String> dataLines) {
  public PushedOptions {
    routes = List.copyOf(routes);
    protocolFlags = Set.copyOf(protocolFlags);
    dhcp = List.copyOf(dhcp);
    notices = List.copyOf(notices);
    dataLines = List.copyOf(dataLines);
  }

  /** Reads the options of one complete reply, as they stood between the commas. */
  public static PushedOptions parse(List<String> options) {
    return new PushedReader().read(options);
  }
}
