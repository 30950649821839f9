// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.network.Prefix;
import dev.culvert.profile.TunnelOptions.Gateway;
import dev.culvert.profile.TunnelOptions.Ifconfig;
import dev.culvert.profile.TunnelOptions.MssFix;
import dev.culvert.profile.TunnelOptions.RedirectGateway;
import dev.culvert.profile.TunnelOptions.Route;
import dev.culvert.profile.TunnelOptions.Topology;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Device, addresses and routes, from a profile or from a server. */
final class TunnelReader {
  static final int DEFAULT_MTU = 1500;
  private static final int MIN_MTU = 100;
  private static final int MAX_MTU = 65535;
  private static final int DEFAULT_MSSFIX = 1492;
  private static final int MIN_MSSFIX = 154;
  private static final int MAX_NAME = 15;
  private static final Set<String> PLACEHOLDERS = Set.of("default", "");
  private static final List<String> REDIRECT_FLAGS =
      List.of(
          "local",
          "autolocal",
          "def1",
          "bypass-dhcp",
          "bypass-dns",
          "block-local",
          "ipv6",
          "!ipv4");

  private TunnelReader() {}

  static TunnelOptions read(Settings settings) throws ProfileException {
    int mtu = mtu(settings).orElse(DEFAULT_MTU);
    return new TunnelOptions(
        device(settings),
        settings.has(Directive.PERSIST_TUN),
        topology(settings).orElse(Topology.NET30),
        ifconfig(settings),
        ifconfigIpv6(settings),
        mtu,
        mssFix(settings, mtu),
        routes(settings),
        routeGateway(settings),
        routeMetric(settings),
        settings.has(Directive.ROUTE_NOPULL),
        redirect(settings));
  }

  private static String device(Settings settings) throws ProfileException {
    Optional<Setting> dev = settings.last(Directive.DEV);
    if (dev.isEmpty()) {
      return "tun";
    }
    String name = dev.get().arg(0, "");
    Optional<Setting> type = settings.last(Directive.DEV_TYPE);
    if (type.isPresent()) {
      Values.oneOf(type.get(), 0, List.of("tun"));
    } else if (!name.startsWith("tun")) {
      throw ProfileException.value(
          dev.get(), "device", name, "tun or tunN (another name needs dev-type tun)");
    }
    if (name.length() > MAX_NAME || !name.matches("[A-Za-z0-9_.-]+")) {
      throw ProfileException.value(
          dev.get(), "device", name, "a name of 1 to 15 letters and digits");
    }
    return name;
  }

  static Optional<Topology> topology(Settings settings) throws ProfileException {
    Optional<Setting> setting = settings.last(Directive.TOPOLOGY);
    if (setting.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (Values.oneOf(setting.get(), 0, List.of("subnet", "net30", "p2p"))) {
          case "subnet" -> Topology.SUBNET;
          case "p2p" -> Topology.P2P;
          default -> Topology.NET30;
        });
  }

  static Optional<Ifconfig> ifconfig(Settings settings) throws ProfileException {
    Optional<Setting> setting = settings.last(Directive.IFCONFIG);
    if (setting.isEmpty()) {
      return Optional.empty();
    }
    Setting ends = setting.get();
    return Optional.of(
        new Ifconfig(
            Values.address4(ends, ends.arg(0, "")), Values.address4(ends, ends.arg(1, ""))));
  }

  static Optional<Prefix> ifconfigIpv6(Settings settings) throws ProfileException {
    Optional<Setting> setting = settings.last(Directive.IFCONFIG_IPV6);
    if (setting.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(Values.prefix6(setting.get(), setting.get().arg(0, "")));
  }

  static OptionalInt mtu(Settings settings) throws ProfileException {
    Optional<Setting> setting = settings.last(Directive.TUN_MTU);
    return setting.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(Values.integer(setting.get(), 0, "mtu", MIN_MTU, MAX_MTU));
  }

  /** What counts when {@code mssfix} says nothing. */
  static MssFix defaultMssFix(int mtu) {
    return mtu == DEFAULT_MTU
        ? new MssFix(DEFAULT_MSSFIX, MssFix.Basis.WITH_HEADERS)
        : new MssFix(mtu, MssFix.Basis.INSIDE);
  }

  private static MssFix mssFix(Settings settings, int mtu) throws ProfileException {
    Optional<Setting> setting = settings.last(Directive.MSSFIX);
    if (setting.isEmpty() || setting.get().args().isEmpty()) {
      return defaultMssFix(mtu);
    }
    Setting fix = setting.get();
    if (fix.arg(0, "").equals("0")) {
      return new MssFix(0, MssFix.Basis.PAYLOAD);
    }
    int size = Values.integer(fix, 0, "mssfix", MIN_MSSFIX, MAX_MTU);
    if (fix.args().size() == 1) {
      return new MssFix(size, MssFix.Basis.PAYLOAD);
    }
    return new MssFix(
        size,
        Values.oneOf(fix, 1, List.of("mtu", "fixed")).equals("mtu")
            ? MssFix.Basis.WITH_HEADERS
            : MssFix.Basis.INSIDE);
  }

  static List<Route> routes(Settings settings) throws ProfileException {
    List<Route> routes = new ArrayList<>();
    for (Setting setting : settings.all()) {
      if (setting.directive() == Directive.ROUTE) {
        routes.add(route(setting));
      } else if (setting.directive() == Directive.ROUTE_IPV6) {
        routes.add(routeIpv6(setting));
      }
    }
    return routes;
  }

  /** {@code route network [netmask [gateway [metric]]]}. */
  private static Route route(Setting setting) throws ProfileException {
    String mask = setting.arg(1, "");
    int length = PLACEHOLDERS.contains(mask) ? 32 : Values.maskLength(setting, mask);
    String network = setting.arg(0, "");
    if (network.matches("vpn_gateway|net_gateway|remote_host")) {
      throw ProfileException.value(setting, "network", network, "supported yet");
    }
    return new Route(
        new Prefix(Values.address4(setting, network), length).network(),
        gateway(setting, setting.arg(2, "")),
        metric(setting, 3),
        setting.source());
  }

  /** {@code route-ipv6 network/bits [gateway [metric]]}. */
  private static Route routeIpv6(Setting setting) throws ProfileException {
    return new Route(
        Values.prefix6(setting, setting.arg(0, "")).network(),
        gateway(setting, setting.arg(1, "")),
        metric(setting, 2),
        setting.source());
  }

  private static Gateway gateway(Setting setting, String word) throws ProfileException {
    if (PLACEHOLDERS.contains(word) || word.equals("vpn_gateway")) {
      return new Gateway.Vpn();
    }
    if (word.equals("net_gateway") || word.equals("net_gateway_ipv6")) {
      return new Gateway.Net();
    }
    InetAddress address = Values.address(setting, word);
    boolean version6 = setting.directive() == Directive.ROUTE_IPV6;
    if (address instanceof Inet6Address != version6) {
      throw ProfileException.value(
          setting, "gateway", word, version6 ? "an IPv6 address" : "an IPv4 address");
    }
    return new Gateway.Address(address);
  }

  private static OptionalInt metric(Setting setting, int index) throws ProfileException {
    return PLACEHOLDERS.contains(setting.arg(index, ""))
        ? OptionalInt.empty()
        : OptionalInt.of(Values.integer(setting, index, "metric", 0, Integer.MAX_VALUE));
  }

  static Optional<InetAddress> routeGateway(Settings settings) throws ProfileException {
    Optional<Setting> setting = settings.last(Directive.ROUTE_GATEWAY);
    if (setting.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(Values.address4(setting.get(), setting.get().arg(0, "")));
  }

  static OptionalInt routeMetric(Settings settings) throws ProfileException {
    Optional<Setting> setting = settings.last(Directive.ROUTE_METRIC);
    return setting.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(Values.integer(setting.get(), 0, "metric", 0, Integer.MAX_VALUE));
  }

  /** Flags add up over several lines; {@code redirect-gateway} wins over {@code -private}. */
  static Optional<RedirectGateway> redirect(Settings settings) throws ProfileException {
    List<Setting> lines = new ArrayList<>(settings.each(Directive.REDIRECT_PRIVATE));
    List<Setting> gateways = settings.each(Directive.REDIRECT_GATEWAY);
    lines.addAll(gateways);
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    Set<String> flags = new HashSet<>();
    for (Setting line : lines) {
      for (int i = 0; i < line.args().size(); i++) {
        flags.add(Values.oneOf(line, i, REDIRECT_FLAGS));
      }
    }
    return Optional.of(
        new RedirectGateway(
            !gateways.isEmpty(),
            flags.contains("def1"),
            flags.contains("local"),
            flags.contains("autolocal"),
            !flags.contains("!ipv4"),
            flags.contains("ipv6"),
            flags.contains("bypass-dhcp"),
            flags.contains("bypass-dns"),
            flags.contains("block-local"),
            lines.getLast().source()));
  }
}
