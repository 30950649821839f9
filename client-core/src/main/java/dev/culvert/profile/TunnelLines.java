// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.network.IpVersion;
import dev.culvert.network.Prefix;
import dev.culvert.profile.TunnelOptions.Gateway;
import dev.culvert.profile.TunnelOptions.MssFix;
import dev.culvert.profile.TunnelOptions.RedirectGateway;
import dev.culvert.profile.TunnelOptions.Route;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The device, its addresses and routes as lines of a profile. */
final class TunnelLines {
  private static final int ADDRESS_BYTES = 4;

  private final TunnelOptions tunnel;
  private final ProfileLines out;

  TunnelLines(TunnelOptions tunnel, ProfileLines out) {
    this.tunnel = tunnel;
    this.out = out;
  }

  void write() {
    out.line("dev", tunnel.device());
    if (!tunnel.device().startsWith("tun")) {
      out.line("dev-type", "tun");
    }
    out.flag("persist-tun", tunnel.persist());
    out.line("topology", tunnel.topology().name().toLowerCase(Locale.ROOT));
    tunnel
        .ifconfig()
        .ifPresent(
            ends ->
                out.line(
                    "ifconfig",
                    ends.local().getHostAddress(),
                    ends.remoteOrMask().getHostAddress()));
    // The peer's IPv6 address is not used, but has to be there.
    tunnel
        .ifconfigIpv6()
        .ifPresent(
            own -> out.line("ifconfig-ipv6", own.toString(), own.address().getHostAddress()));
    mtu();
    tunnel.routes().forEach(this::route);
    tunnel.routeGateway().ifPresent(address -> out.line("route-gateway", address.getHostAddress()));
    tunnel.routeMetric().ifPresent(metric -> out.line("route-metric", Integer.toString(metric)));
    out.flag("route-nopull", tunnel.routeNoPull());
    tunnel.redirect().ifPresent(this::redirect);
  }

  private void mtu() {
    out.number("tun-mtu", tunnel.mtu(), TunnelReader.DEFAULT_MTU);
    MssFix mss = tunnel.mss();
    if (!mss.equals(TunnelReader.defaultMssFix(tunnel.mtu()))) {
      String size = Integer.toString(mss.size());
      switch (mss.basis()) {
        case WITH_HEADERS -> out.line("mssfix", size, "mtu");
        case PAYLOAD -> out.line("mssfix", size);
        case INSIDE -> out.line("mssfix", size, "fixed");
      }
    }
  }

  private void route(Route route) {
    Prefix to = route.destination();
    boolean version4 = to.version() == IpVersion.IPV4;
    List<String> words = new ArrayList<>();
    if (version4) {
      words.add(to.address().getHostAddress());
      words.add(mask(to.length()));
    } else {
      words.add(to.toString());
    }
    words.add(gateway(route.gateway()));
    route.metric().ifPresent(metric -> words.add(Integer.toString(metric)));
    out.line(version4 ? "route" : "route-ipv6", words.toArray(String[]::new));
  }

  private static String gateway(Gateway gateway) {
    return switch (gateway) {
      case Gateway.Vpn vpn -> "vpn_gateway";
      case Gateway.Net net -> "net_gateway";
      case Gateway.Address(InetAddress address) -> address.getHostAddress();
    };
  }

  private static String mask(int length) {
    long mask = 0xFFFF_FFFFL << (Integer.SIZE - length);
    List<String> bytes = new ArrayList<>();
    for (int i = ADDRESS_BYTES - 1; i >= 0; i--) {
      bytes.add(Long.toString((mask >> (i * Byte.SIZE)) & 0xff));
    }
    return String.join(".", bytes);
  }

  private void redirect(RedirectGateway redirect) {
    List<String> flags = new ArrayList<>();
    add(flags, redirect.def1(), "def1");
    add(flags, redirect.local(), "local");
    add(flags, redirect.autolocal(), "autolocal");
    add(flags, !redirect.ipv4(), "!ipv4");
    add(flags, redirect.ipv6(), "ipv6");
    add(flags, redirect.bypassDhcp(), "bypass-dhcp");
    add(flags, redirect.bypassDns(), "bypass-dns");
    add(flags, redirect.blockLocal(), "block-local");
    out.line(
        redirect.defaultRoute() ? "redirect-gateway" : "redirect-private",
        flags.toArray(String[]::new));
  }

  private static void add(List<String> flags, boolean on, String flag) {
    if (on) {
      flags.add(flag);
    }
  }
}
