// SPDX-License-Identifier: Apache-2.0
package dev.culvert.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.interop.Pki.Identity;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Everything but UDP over IPv4, against a stock server or peer. Needs root on Linux, /dev/net/tun
 * and openvpn, ip, ping, openssl, env.
 */
@Tag("interop")
final class TransportTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String READY = "Initialization Sequence Completed";

  @RegisterExtension final Rig rig = new Rig();

  @ParameterizedTest
  @CsvSource({
    "tcp, tcp, 10.77.2.2",
    "tcp4, tcp4-client, 10.77.2.2",
    "tcp6, tcp, fd77:2::2",
    "tcp6, tcp6, fd77:2::2",
    "udp6, udp, fd77:2::2",
    "udp6, udp, ::ffff:10.77.2.2"
  })
  void everyTransportCarriesTraffic(String server, String client, String remote) {
    OpenVpnServer.start(rig, OpenVpnServer.config(Pki.Kind.EC, "proto " + server));
    Program subject = rig.subject(profile(client, remote));

    subject.log.await(READY, SOON);
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);
  }

  @Test
  void aNameIsTriedAddressByAddressUntilOneAnswers() {
    OpenVpnServer.start(rig, OpenVpnServer.config(Pki.Kind.EC, "proto tcp4"));
    // Nobody listens on IPv6, which comes first: the refusal leads to the name's next address.
    rig.client().hosts(Namespaces.SERVER6 + " both.test\n" + Namespaces.SERVER + " both.test\n");
    Program subject = rig.subject(profile("tcp", "both.test"));

    subject.log.await("TCP connection to \\[fd77.*refused", SOON);
    subject.log.await("TCP connection established with \\[AF_INET\\]10.77.2.2:1194", SOON);
    subject.log.await(READY, SOON);
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);
  }

  @Test
  void aRemoteThatDropsEverythingIsGivenUpAfterServerPollTimeout() {
    OpenVpnServer.start(rig, OpenVpnServer.config(Pki.Kind.EC, "proto tcp4"));
    rig.router().ip("route add blackhole 10.77.9.0/24");
    String remote = "remote 10.77.9.9 1194\nremote " + Namespaces.SERVER + " 1194";
    Program subject =
        rig.subject(
            profile("tcp", Namespaces.SERVER, "server-poll-timeout 2")
                .replace("remote 10.77.2.2 1194", remote));

    subject.log.await("Server poll timeout", SOON);
    subject.log.await(READY, SOON);
  }

  @Test
  void aServerThatRestartsIsReachedAgainOverTcp() {
    String config = OpenVpnServer.config(Pki.Kind.EC, "proto tcp", "keepalive 10 60");
    Program server = OpenVpnServer.start(rig, config);
    Program subject = rig.subject(profile("tcp", Namespaces.SERVER));
    subject.log.await(READY, SOON);
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);

    int killed = subject.log.mark();
    server.kill();
    subject.log.awaitAfter(killed, "connection-reset\\] received, process restarting", SOON);
    OpenVpnServer.start(rig, config);

    subject.log.awaitAfter(killed, READY, SOON);
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);
  }

  @ParameterizedTest
  @CsvSource({"tcp-client,tcp-server", "tcp-server,tcp-client"})
  void aRenegotiationOverTcpLosesNothing(String subjectProto, String peerProto) {
    Subject.onlyCulvert("the counted lines are Culvert's");
    startPeer(PointToPointTest.End.SERVER, peerProto, "reneg-sec 0");
    Program subject =
        startSubject(PointToPointTest.End.CLIENT, subjectProto, "reneg-sec 3\nverb 4");
    subject.log.await(READY, SOON);
    Echo.flows(rig.client(), PointToPointTest.End.SERVER.inner);

    Echo.losesNothing(rig.client(), PointToPointTest.End.SERVER.inner, 1000);
    assertThat(subject.log.count("TLS: data channel key \\d+ is in use")).isGreaterThanOrEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "CLIENT,tcp-client,tcp-server",
    "CLIENT,tcp-server,tcp-client",
    "SERVER,tcp-client,tcp-server",
    "SERVER,tcp-server,tcp-client",
    "CLIENT,tcp6-client,tcp6-server"
  })
  void pointToPointOverTcpBothWaysRoundAndAfterARestart(
      PointToPointTest.End end, String ours, String theirs) {
    Program peer = startPeer(end.other(), theirs, "");
    Program subject = startSubject(end, ours, "");
    subject.log.await(READY, SOON);
    peer.log.await(READY, SOON);
    Echo.flows(namespace(end), end.other().inner);

    int killed = subject.log.mark();
    peer.kill();
    startPeer(end.other(), theirs, "");
    subject.log.awaitAfter(killed, READY, SOON);
    Echo.flows(namespace(end), end.other().inner);
  }

  @Test
  void anEndThatWaitsForItsPeerOverTcpIsFound() {
    PointToPointTest.End end = PointToPointTest.End.SERVER;
    Program subject =
        rig.subject(namespace(end), p2p(end, "tcp-server", "").replaceFirst("remote .*\n", ""));
    subject.log.await("waiting for the peer|Listening for incoming TCP", SOON);
    startPeer(end.other(), "tcp-client", "");

    subject.log.await(READY, SOON);
    Echo.flows(namespace(end), end.other().inner);
  }

  private Program startSubject(PointToPointTest.End end, String proto, String more) {
    return rig.subject(namespace(end), p2p(end, proto, more));
  }

  private Program startPeer(PointToPointTest.End end, String proto, String more) {
    String file = rig.write("peer.conf", p2p(end, proto, more)).toString();
    return rig.start(
        "openvpn peer", namespace(end), List.of("openvpn", "--config", file, "--disable-dco"));
  }

  private Namespace namespace(PointToPointTest.End end) {
    return end == PointToPointTest.End.CLIENT ? rig.client() : rig.server();
  }

  private static String p2p(PointToPointTest.End end, String proto, String more) {
    boolean version6 = proto.contains("6");
    Identity identity = end.identity();
    String remote =
        switch (end) {
          case CLIENT -> version6 ? Namespaces.SERVER6 : Namespaces.SERVER;
          case SERVER -> version6 ? Namespaces.CLIENT6 : Namespaces.CLIENT;
        };
    return """
        dev tun
        proto %s
        remote %s 1194
        %s
        %s
        ifconfig %s %s
        cert %s
        key %s
        peer-fingerprint %s
        data-ciphers AES-256-GCM
        keepalive 5 30
        connect-retry 1
        verb 3
        %s
        """
        .formatted(
            proto,
            remote,
            proto.endsWith("client") ? "nobind" : "port 1194",
            end.role,
            end.inner,
            end.other().inner,
            identity.certificate(),
            identity.key(),
            end.other().identity().fingerprint(),
            more);
  }

  private static String profile(String proto, String remote, String... more) {
    return ClientProfile.withFiles(Pki.Kind.EC, more)
        .replace("proto udp\n", "proto " + proto + "\n")
        .replace("remote " + Namespaces.SERVER + " ", "remote " + remote + " ");
  }
}
