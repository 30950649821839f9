// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

import static dev.culvert.readiness.ProfileLines.argument;

import dev.culvert.directive.Statement;
import dev.culvert.driver.Feature;
import java.util.Optional;

/** Directives that stand against no driver but do nothing with some (openvpn-protocol 7.1). */
enum WithoutEffect {
  SHAPER("shaper", Feature.SHAPER),
  CLIENT_NAT("client-nat", Feature.CLIENT_NAT),
  PASSTOS("passtos", Feature.PASS_TOS),
  MTU_TEST("mtu-test", Feature.MTU_TEST),
  MSSFIX("mssfix", Feature.MSS_CLAMP),
  BLOCK_IPV6("block-ipv6", Feature.BLOCK_IPV6),
  RENEG_BYTES("reneg-bytes", Feature.RENEGOTIATION_BY_COUNT),
  RENEG_PKTS("reneg-pkts", Feature.RENEGOTIATION_BY_COUNT),
  DEV_NODE("dev-node", Feature.DEVICE_NODE),
  SNDBUF("sndbuf", Feature.SOCKET_OPTIONS),
  RCVBUF("rcvbuf", Feature.SOCKET_OPTIONS),
  MTU_DISC("mtu-disc", Feature.SOCKET_OPTIONS),
  MARK("mark", Feature.MARK);

  private final String directive;
  private final Feature feature;

  WithoutEffect(String directive, Feature feature) {
    this.directive = directive;
    this.feature = feature;
  }

  String directive() {
    return directive;
  }

  /** Empty for a line that asks for nothing: {@code mssfix 0}, {@code sndbuf 0}. */
  Optional<Demand> demand(Statement line) {
    String value = argument(line, 1, "");
    if (value.equals("0") || (this == DEV_NODE && value.startsWith("unix:"))) {
      return Optional.empty();
    }
    return Optional.of(
        new Demand.OfFeature(feature, directive, Mention.of(line), Optional.of(fix(line))));
  }

  private Fix fix(Statement line) {
    return switch (this) {
      case SHAPER -> new Fix.Advice(rateLimit(argument(line, 1, "")));
      case CLIENT_NAT ->
          new Fix.Advice("use rules of nftables instead: table ip nat, dnat to and snat to");
      case PASSTOS -> new Fix.Advice("set the DSCP of the outer packets with nftables instead");
      case MSSFIX ->
          new Fix.Advice(
              "keep it for user space; with the kernel use nftables: tcp flags syn tcp option"
                  + " maxseg size set rt mtu");
      case MARK -> new Fix.Advice("set the mark with a rule of nftables instead");
      case BLOCK_IPV6 -> new Fix.Advice("keep it; programs wait longer before they use IPv4");
      default -> Fixes.remove(line, "");
    };
  }

  /** A limit that does the same, since {@code shaper} counts bytes per second. */
  private static String rateLimit(String bytes) {
    String rate = bytes.matches("\\d{1,9}") ? Long.parseLong(bytes) * 8 / 1000 + "kbit" : "RATE";
    return "limit the device instead: tc qdisc add dev tun0 root tbf rate "
        + rate
        + " burst 32k latency 100ms, or a limit rate rule of nftables";
  }
}
