// SPDX-License-Identifier: Apache-2.0
package dev.culvert.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.network.Prefix;
import java.net.InetAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Little-endian bytes, laid out by the offsets of linux-dco 7. */
class RouteRequestTest {
  @Test
  void aRouteLiesAtItsOffsets() {
    byte[] request =
        RouteRequest.addRoute(Prefix.of("10.20.0.0/16"), 4, InetAddress.ofLiteral("10.8.0.1"), 100);
    assertThat(HexFormat.of().formatHex(request))
        .isEqualTo(
            "3c000000180005040000000000000000"
                + "02100000fe03000100000000"
                + "080001000a140000"
                + "080005000a080001"
                + "0800040004000000"
                + "0800060064000000");
  }

  @Test
  void aRouteReadsBack() {
    byte[] request =
        RouteRequest.addRoute(Prefix.of("10.20.0.0/16"), 4, InetAddress.ofLiteral("10.8.0.1"), 100);
    byte[] body = java.util.Arrays.copyOfRange(request, 16, request.length);
    RouteReply route = RouteReply.read(body).orElseThrow();
    assertThat(route.destination()).hasToString("10.20.0.0/16");
    assertThat(route.gateway()).isEqualTo(InetAddress.ofLiteral("10.8.0.1"));
    assertThat(route.linkIndex()).isEqualTo(4);
    assertThat(route.metric()).isEqualTo(100);
    assertThat(route.table()).isEqualTo(254);
  }
}
