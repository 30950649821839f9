// SPDX-License-Identifier: Apache-2.0
package dev.culvert.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Culvert on Windows as a client of a real OpenVPN server, through the driver. */
@Tag("wine")
final class WindowsClientTest {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final String FOREIGN = "{5a1e7d2c-0b5f-4c3e-9d68-7f2b1a9c4e02}";

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

  @Test
  void carriesIpv6OutsideAndInside() {
    OpenVpnServer.start(
        rig, OpenVpnServer.config(Pki.Kind.EC, "proto udp6", "server-ipv6 fd08::/64"));
    Program culvert =
        windows.culvert(
            ClientProfile.withFiles(Pki.Kind.EC)
                .replace("remote " + Namespaces.SERVER, "remote " + Namespaces.SERVER6));
    culvert.log.await("Initialization Sequence Completed", SOON);
    windows.mirrorNetwork();

    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL6);
    assertThat(culvert.log.count("UDPv6 link remote")).isEqualTo(1);
    assertThat(windows.networkLog())
        .anyMatch(line -> line.startsWith("CreateUnicastIpAddressEntry addr fd08:"));
  }

  @Test
  void losesNoPacketWhileKeysAreReplaced() {
    OpenVpnServer.start(rig, OpenVpnServer.config(Pki.Kind.EC, "reneg-sec 3", "keepalive 5 30"));
    Program culvert = windows.culvert(ClientProfile.withFiles(Pki.Kind.EC));
    culvert.log.await("Initialization Sequence Completed", SOON);
    windows.mirrorNetwork();
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);

    Echo.losesNothing(rig.client(), OpenVpnServer.TUNNEL, 2_000);

    assertThat(windows.farSide().log.count("^SWAP_KEYS")).isGreaterThanOrEqualTo(3);
    assertThat(windows.farSide().log.count("^NEW_KEY slot=secondary")).isGreaterThanOrEqualTo(3);
    assertThat(culvert.log.count("Initialization Sequence Completed")).isEqualTo(1);
  }

  @Test
  void connectsAgainWhenTheKeepaliveRunsOut() {
    String config = OpenVpnServer.config(Pki.Kind.EC, "keepalive 1 4");
    Program server = OpenVpnServer.start(rig, config);
    Program culvert = windows.culvert(ClientProfile.withFiles(Pki.Kind.EC, "persist-tun"));
    culvert.log.await("Initialization Sequence Completed", SOON);
    windows.mirrorNetwork();
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);

    int killed = culvert.log.mark();
    server.kill();
    OpenVpnServer.start(rig, config);

    culvert.log.awaitAfter(killed, "Inactivity timeout \\(--ping-restart\\), restarting", SOON);
    culvert.log.awaitAfter(killed, "Initialization Sequence Completed", SOON);
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);
    assertThat(windows.farSide().log.count("^OPEN")).as("the handle was kept").isEqualTo(1);
    assertThat(windows.farSide().log.count("^START_VPN")).isEqualTo(1);
    assertThat(windows.farSide().log.count("^NEW_PEER")).isGreaterThanOrEqualTo(2);
  }

  @Test
  void goesOverTcpAndComesBackAfterAReset() {
    String config =
        OpenVpnServer.config(Pki.Kind.EC, "proto tcp-server", "keepalive 10 60", "mssfix 1400");
    Program server = OpenVpnServer.start(rig, config);
    Program culvert =
        windows.culvert(
            ClientProfile.withFiles(Pki.Kind.EC).replace("proto udp", "proto tcp-client"));
    culvert.log.await("Initialization Sequence Completed", SOON);
    windows.mirrorNetwork();
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);
    assertThat(culvert.log.count("TCPv4_CLIENT link remote")).isEqualTo(1);

    int killed = culvert.log.mark();
    server.kill();
    culvert.log.awaitAfter(killed, "connection-reset", SOON);
    OpenVpnServer.start(rig, config);

    culvert.log.awaitAfter(killed, "Initialization Sequence Completed", SOON);
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);
  }

  @Test
  void saysThatTcpIsRefusedAndGoesOnToTheNextRemote() {
    OpenVpnServer.start(rig, OpenVpnServer.config(Pki.Kind.EC));
    String profile =
        ClientProfile.withFiles(Pki.Kind.EC)
            .replace(
                "remote " + Namespaces.SERVER + " 1194",
                "remote "
                    + Namespaces.SERVER
                    + " 1195 tcp-client\nremote "
                    + Namespaces.SERVER
                    + " 1194 udp");
    Program culvert = windows.culvert(profile);

    culvert.log.await("TCP connection to 10\\.77\\.2\\.2:1195: connection refused", SOON);
    culvert.log.await("Initialization Sequence Completed", SOON);
    windows.mirrorNetwork();
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);
  }

  @Test
  void opensAgainAfterTheDriverWentAwayUnderTheHandle() {
    OpenVpnServer.start(rig, OpenVpnServer.config(Pki.Kind.EC));
    Program culvert = windows.culvert(ClientProfile.withFiles(Pki.Kind.EC, "persist-tun"));
    culvert.log.await("Initialization Sequence Completed", SOON);

    int cut = culvert.log.mark();
    windows.farSide().say("cut");

    culvert.log.awaitAfter(cut, "(Read|Write)File failed: 1617 \\(device removed\\)", SOON);
    culvert.log.awaitAfter(cut, "Initialization Sequence Completed", SOON);
    windows.mirrorNetwork();
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);
    assertThat(windows.farSide().log.count("^OPEN")).isEqualTo(2);
  }

  @Test
  void routesEverythingThroughTheTunnelButNotTheTunnelItself() {
    OpenVpnServer.start(
        rig,
        OpenVpnServer.config(
            Pki.Kind.EC, "push \"redirect-gateway def1\"", "push \"route 10.20.0.0 255.255.0.0\""));
    Program culvert = windows.culvert(ClientProfile.withFiles(Pki.Kind.EC));
    culvert.log.await("Initialization Sequence Completed", SOON);

    assertThat(windows.networkLog())
        .anyMatch(
            line -> line.startsWith("CreateIpForwardEntry2 route 0.0.0.0/1 via 10.8.0.1 if 42"))
        .anyMatch(line -> line.startsWith("CreateIpForwardEntry2 route 128.0.0.0/1 via 10.8.0.1"))
        .anyMatch(line -> line.startsWith("CreateIpForwardEntry2 route 10.20.0.0/16 via 10.8.0.1"))
        .anyMatch(
            line -> line.startsWith("CreateIpForwardEntry2 route 10.77.2.2/32 via 10.77.1.1"));

    windows.interrupt();
    assertThat(culvert.awaitExit(SOON)).isZero();
    assertThat(windows.networkLog().stream().filter(l -> l.startsWith("DeleteIpForwardEntry2")))
        .hasSize(4);
  }

  @Test
  void cleansUpWhatAKilledProgramLeft() {
    OpenVpnServer.start(rig, OpenVpnServer.config(Pki.Kind.EC));
    Program culvert = windows.culvert(ClientProfile.withFiles(Pki.Kind.EC));
    culvert.log.await("Initialization Sequence Completed", SOON);
    windows.kill();
    culvert.awaitExit(SOON);
    assertThat(windows.journals()).hasSize(1);

    Program cleanup = windows.culvertWith(List.of("cleanup"));

    assertThat(cleanup.awaitExit(SOON)).isZero();
    assertThat(windows.journals()).isEmpty();
    assertThat(windows.networkLog())
        .anyMatch(line -> line.startsWith("DeleteUnicastIpAddressEntry addr 10.8.0.2/24 if 42"));
  }

  /** As a new version of the driver replaces it: Windows stops it by taking its devices away. */
  @Test
  void connectsAgainWhenTheDriverWasStoppedAndCameBack() {
    OpenVpnServer.start(rig, OpenVpnServer.config(Pki.Kind.EC));
    Program culvert = windows.culvert(namedProfile("persist-tun"));
    culvert.log.await("Initialization Sequence Completed", SOON);

    int stopped = culvert.log.mark();
    windows.driver().removeAdapters();
    culvert.log.awaitAfter(stopped, "(Read|Write)File failed: 1617 \\(device removed\\)", SOON);
    windows.addAdapter();

    culvert.log.awaitAfter(stopped, "Initialization Sequence Completed", SOON);
    windows.mirrorNetwork();
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);
  }

  /** A name of its own keeps a program from making another adapter, which Wine cannot do. */
  private static String namedProfile(String... more) {
    return ClientProfile.withFiles(Pki.Kind.EC, more)
        .replace("dev tun", "dev " + WindowsRig.NAME + "\ndev-type tun");
  }

  @Test
  void leavesTheAdaptersOfOthersAloneAndSaysThatItsOwnIsInUse() {
    windows.driver().addAdapter(FOREIGN, "Other product", 43, false);
    OpenVpnServer.start(rig, OpenVpnServer.config(Pki.Kind.EC));
    Program culvert = windows.culvert(ClientProfile.withFiles(Pki.Kind.EC));
    culvert.log.await("Initialization Sequence Completed", SOON);
    assertThat(windows.networkLog())
        .anyMatch(line -> line.startsWith("CreateUnicastIpAddressEntry addr 10.8.0.2/24 if 42"))
        .noneMatch(line -> line.contains(" if 43"));

    Program second = windows.culvert(namedProfile());

    second.log.await(
        "all adapters in use \\(Culvert\\), and another one cannot be made: adapter \"Culvert\":"
            + " there is a connection of that name already",
        SOON);
    assertThat(second.awaitExit(SOON)).isNotZero();
    assertThat(windows.networkLog()).noneMatch(line -> line.contains(" if 43"));
  }

  @Test
  void saysWhatTheDriverCannotDoAndWhichLineAsksForIt() {
    String profile =
        ClientProfile.withFiles(Pki.Kind.EC)
            .replace("proto udp", "proto tcp-server")
            .replace("nobind\n", "")
            .replace("client\n", "tls-client\nifconfig 10.9.0.2 10.9.0.1\n")
            .replaceAll("(?m)^remote .*\n", "");

    Program culvert = windows.culvert(profile);

    assertThat(culvert.awaitExit(SOON)).isNotZero();
    assertThat(culvert.log.count("windows-1\\.ovpn:\\d+: proto tcp-server: .*cannot listen on TCP"))
        .as(culvert.log.tail(30))
        .isEqualTo(1);
    assertThat(culvert.log.count("needs the peer's address")).isEqualTo(1);
    assertThat(windows.farSide().log.count("^OPEN")).isZero();
  }
}
