// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.win.capi.IpHelper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Our offsets are those of a C compiler (src/test/windows-layout/ip-helper-layout.c). */
class LayoutTest {
  private static final Pattern NUMBER = Pattern.compile("\"([^\"]+)\": (\\d+)");

  @Test
  void rowsLieAsInTheHeader() throws IOException {
    Map<String, Integer> ours = new TreeMap<>();
    ours.put("SOCKADDR_INET", Row.SOCKADDR_INET);
    ours.put("SOCKADDR_INET.Ipv4.sin_addr", Row.IPV4_BYTES);
    ours.put("SOCKADDR_INET.Ipv6.sin6_addr", Row.IPV6_BYTES);
    ours.put("MIB_UNICASTIPADDRESS_ROW", IpHelper.ADDRESS_ROW);
    ours.put("MIB_UNICASTIPADDRESS_ROW.Address", AddressRow.ADDRESS);
    ours.put("MIB_UNICASTIPADDRESS_ROW.InterfaceLuid", AddressRow.LUID);
    ours.put("MIB_UNICASTIPADDRESS_ROW.OnLinkPrefixLength", AddressRow.ON_LINK_LENGTH);
    ours.put("MIB_UNICASTIPADDRESS_ROW.DadState", AddressRow.DAD_STATE);
    ours.put("MIB_IPFORWARD_ROW2", IpHelper.ROUTE_ROW);
    ours.put("MIB_IPFORWARD_ROW2.InterfaceLuid", RouteRow.LUID);
    ours.put("MIB_IPFORWARD_ROW2.DestinationPrefix.Prefix", RouteRow.DESTINATION);
    ours.put("MIB_IPFORWARD_ROW2.DestinationPrefix.PrefixLength", RouteRow.PREFIX_LENGTH);
    ours.put("MIB_IPFORWARD_ROW2.NextHop", RouteRow.NEXT_HOP);
    ours.put("MIB_IPFORWARD_ROW2.Metric", RouteRow.METRIC);
    ours.put("MIB_IPFORWARD_ROW2.Protocol", RouteRow.PROTOCOL);
    ours.put("MIB_IPINTERFACE_ROW", IpHelper.INTERFACE_ROW);
    ours.put("MIB_IPINTERFACE_ROW.Family", InterfaceRow.FAMILY);
    ours.put("MIB_IPINTERFACE_ROW.InterfaceLuid", InterfaceRow.LUID);
    ours.put(
        "MIB_IPINTERFACE_ROW.ManagedAddressConfigurationSupported", InterfaceRow.MANAGED_ADDRESSES);
    ours.put(
        "MIB_IPINTERFACE_ROW.OtherStatefulConfigurationSupported", InterfaceRow.OTHER_STATEFUL);
    ours.put("MIB_IPINTERFACE_ROW.RouterDiscoveryBehavior", InterfaceRow.ROUTER_DISCOVERY);
    ours.put("MIB_IPINTERFACE_ROW.DadTransmits", InterfaceRow.DAD_TRANSMITS);
    ours.put("MIB_IPINTERFACE_ROW.SitePrefixLength", InterfaceRow.SITE_PREFIX_LENGTH);
    ours.put("MIB_IPINTERFACE_ROW.Metric", InterfaceRow.METRIC);
    ours.put("MIB_IPINTERFACE_ROW.NlMtu", InterfaceRow.MTU);
    ours.put("MIB_IPINTERFACE_ROW.Connected", InterfaceRow.CONNECTED);
    ours.put("MIB_UNICASTIPADDRESS_TABLE.Table", IpHelper.FIRST_ROW);
    ours.put("MIB_IPFORWARD_TABLE2.Table", IpHelper.FIRST_ROW);

    assertThat(ours).isEqualTo(compilers());
  }

  private static Map<String, Integer> compilers() throws IOException {
    try (InputStream in =
        requireNonNull(LayoutTest.class.getResourceAsStream("ip-helper-layout.json"))) {
      Map<String, Integer> numbers = new TreeMap<>();
      for (MatchResult found :
          NUMBER.matcher(new String(in.readAllBytes(), UTF_8)).results().toList()) {
        numbers.put(found.group(1), Integer.parseInt(found.group(2)));
      }
      return numbers;
    }
  }
}
