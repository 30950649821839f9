// SPDX-License-Identifier: Apache-2.0
package dev.culvert.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Culvert on Windows as a client of a real OpenVPN server, through the driver. */
@Tag("windows-rig")
final class WindowsClientTest {
  private static final Duration SOON = Duration.ofSeconds(40);

  @RegisterExtension
  @Order(1)
  final Rig rig = new Rig();

  @RegisterExtension
  @Order(2)
  final WindowsRig windows = new WindowsRig(rig, "2.8.3");

  @AfterEach
  void theDriverWasUsedAsItWantsToBe() {
    assertThat(windows.farSide().log.count("VIOLATION")).isZero();
  }

  @Test
  void connectsAndCarriesTraffic() {
    OpenVpnServer.start(rig, OpenVpnServer.config(Pki.Kind.EC));
    Program culvert = windows.culvert(ClientProfile.withFiles(Pki.Kind.EC));
    culvert.log.await("Initialization Sequence Completed", SOON);
    windows.mirrorNetwork();
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);
    assertThat(culvert.log.count("Data channel: ovpn-dco-win 2\\.8\\.3: nothing in .* is against"))
        .isEqualTo(1);
    assertThat(windows.networkLog())
        .anyMatch(line -> line.matches("CreateUnicastIpAddressEntry addr 10.8.0.2/24 if 42 .*-> 0"))
        .anyMatch(line -> line.matches("SetIpInterfaceEntry family 2 if 42 .* mtu 1500 .*-> 0"));

    windows.interrupt();

    assertThat(culvert.awaitExit(SOON)).isZero();
    assertThat(culvert.log.count("SIGINT\\[hard,\\] received, process exiting")).isEqualTo(1);
    assertThat(windows.networkLog())
        .anyMatch(line -> line.startsWith("DeleteUnicastIpAddressEntry addr 10.8.0.2/24 if 42"));
    assertThat(windows.journals()).isEmpty();
    windows.farSide().log.await("CLOSE", SOON);
  }
}
