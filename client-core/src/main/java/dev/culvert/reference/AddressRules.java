// SPDX-License-Identifier: Apache-2.0
package dev.culvert.reference;

import dev.culvert.directive.Statement;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Values that are addresses; names are never looked up. */
final class AddressRules {
  private static final List<String> GATEWAYS =
      List.of("vpn_gateway", "net_gateway", "remote_host", "dhcp");

  private AddressRules() {}

  static Optional<String> problem(String name, Statement statement) {
    String first = statement.arg(0, "");
    String second = statement.arg(1, "");
    return switch (name) {
      case "ifconfig" ->
          all(isV4(first) && isV4(second), first + " " + second, "two IPv4 addresses");
      case "ifconfig-ipv6" -> ifconfigIpv6(first, second);
      case "route-gateway" ->
          all(isV4(first) || GATEWAYS.contains(first), first, "an IPv4 address or dhcp");
      case "route-ipv6-gateway" -> all(isV6(first), first, "an IPv6 address");
      case "ifconfig-push-constraint" ->
          all(isHost(first) && isHost(second), first, "an IPv4 address");
      case "ifconfig-pool" -> all(isV4(first) && isV4(second), first, "an IPv4 address");
      case "ifconfig-ipv6-pool", "server-ipv6" ->
          all(isPrefix(first, 64, 124), first, "an IPv6 network");
      case "lladdr" ->
          all(
              first.matches("[0-9a-fA-F]{1,2}([:-][0-9a-fA-F]{1,2})*"),
              first,
              "a hardware address");
      case "client-nat" ->
          all(
              List.of("snat", "dnat").contains(first) && isV4(second) && isV4(statement.arg(2, "")),
              first,
              "snat or dnat with network, mask and alias");
      case "dns" -> DnsRules.problem(statement);
      default -> Optional.empty();
    };
  }

  private static Optional<String> ifconfigIpv6(String first, String second) {
    return all(
        isPrefix(first, 64, 124) && isV6(second),
        first,
        "an IPv6 address with 64 to 124 bits, then the peer's address");
  }

  private static Optional<String> all(boolean fits, String found, String expected) {
    return fits ? Optional.empty() : ValueRules.wrong(found, expected);
  }

  /** Some values are looked up, and a number alone is an address then. */
  private static boolean isHost(String word) {
    return isV4(word) || word.matches("[1-9][0-9]{0,9}");
  }

  static boolean isV4(String word) {
    return word.matches("(\\d{1,3}\\.){3}\\d{1,3}") && literal(word).isPresent();
  }

  static boolean isV6(String word) {
    return word.indexOf(':') >= 0
        && literal(word).filter(Inet6Address.class::isInstance).isPresent();
  }

  private static boolean isPrefix(String word, int min, int max) {
    int slash = word.indexOf('/');
    if (slash < 0) {
      return isV6(word);
    }
    int bits = Numbers.lenient(word.substring(slash + 1));
    return isV6(word.substring(0, slash)) && bits >= min && bits <= max;
  }

  private static Optional<InetAddress> literal(String word) {
    try {
      return Optional.of(InetAddress.ofLiteral(word));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
