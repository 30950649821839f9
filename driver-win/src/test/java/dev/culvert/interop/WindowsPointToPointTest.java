// SPDX-License-Identifier: Apache-2.0
package dev.culvert.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Culvert on Windows as one end of a point-to-point tunnel with a real OpenVPN, in both roles. */
@Tag("wine")
final class WindowsPointToPointTest {
  private static final Duration SOON = Duration.ofSeconds(40);

  @RegisterExtension
  @Order(1)
  final Rig rig = new Rig();

  @RegisterExtension
  @Order(2)
  final WindowsRig windows = new WindowsRig(rig, "1.3.3");

  @AfterEach
  void theDriverWasUsedAsItWantsToBe() {
    assertThat(windows.farSide().log.count("VIOLATION")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tls-client", "tls-server"})
  void carriesTrafficAndAgreesOnTheDiagnosticLine(String role) {
    String other = role.equals("tls-client") ? "tls-server" : "tls-client";
    // A certificate is good for one of the two TLS roles.
    Pki.Identity client = Pki.pki().client(Pki.Kind.EC);
    Pki.Identity server = Pki.pki().server(Pki.Kind.EC);
    boolean connecting = role.equals("tls-client");
    String peerProfile =
        profile(other, Namespaces.CLIENT, "10.9.0.1 10.9.0.2", connecting ? server : client);
    Program peer =
        rig.start(
            "openvpn peer",
            rig.server(),
            List.of(
                "openvpn",
                "--config",
                rig.write("peer.conf", peerProfile).toString(),
                "--disable-dco"));
    Program culvert =
        windows.culvert(
            profile(role, Namespaces.SERVER, "10.9.0.2 10.9.0.1", connecting ? client : server));

    culvert.log.await("Initialization Sequence Completed", SOON);
    windows.mirrorNetwork();
    Echo.flows(rig.client(), "10.9.0.1");

    String line = "P2P mode NCP negotiation result: .*";
    assertThat(culvert.log.count(line)).isEqualTo(1);
    assertThat(peer.log.count(line)).isGreaterThanOrEqualTo(1);
    assertThat(windows.networkLog())
        .anyMatch(l -> l.startsWith("CreateUnicastIpAddressEntry addr 10.9.0.2/32 if 42"))
        .anyMatch(l -> l.startsWith("CreateIpForwardEntry2 route 10.9.0.1/32 via 0.0.0.0 if 42"));
  }

  private static String profile(String role, String remote, String ends, Pki.Identity identity) {
    return """
    dev tun
    proto udp
    remote %s 1194
    port 1194
    %s
    ifconfig %s
    ca %s
    cert %s
    key %s
    tls-crypt %s
    %s
    keepalive 5 30
    verb 3
    """
        .formatted(
            remote,
            role,
            ends,
            Pki.pki().ca(),
            identity.certificate(),
            identity.key(),
            Pki.pki().tlsCrypt("shared"),
            role.equals("tls-server") ? "dh none" : "");
  }
}
