// SPDX-License-Identifier: Apache-2.0
package dev.culvert.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A client profile against a stock server over UDP with tls-crypt. Needs root on Linux,
 * /dev/net/tun and openvpn, ip, ping, openssl, env.
 */
@Tag("interop")
final class ConnectTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @RegisterExtension final Rig rig = new Rig();

  @ParameterizedTest
  @CsvSource({"EC,1.3", "EC,1.2", "RSA,1.3", "RSA,1.2"})
  void connectsWithEveryKindOfCertificateAndTlsVersion(Pki.Kind kind, String tls) {
    Program server =
        OpenVpnServer.start(
            rig, OpenVpnServer.config(kind, "tls-version-max " + tls, "keepalive 5 20"));
    Program subject =
        rig.subject(ClientProfile.withFiles(kind, "data-ciphers AES-256-GCM:AES-128-GCM"));

    subject.log.await("TLS: Initial packet from ", SOON);
    subject.log.await("PUSH: Received control message: 'PUSH_REPLY,.*topology subnet", SOON);
    subject.log.await("Initialization Sequence Completed", SOON);
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);
    server.log.await("Control Channel: TLSv" + tls + ",", SOON);
    server.log.await("Data Channel: cipher 'AES-256-GCM'", SOON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AES-128-GCM", "AES-192-GCM", "CHACHA20-POLY1305"})
  void usesTheDataCipherThatBothSidesHave(String cipher) {
    Program server =
        OpenVpnServer.start(
            rig, OpenVpnServer.config(Pki.Kind.EC, "data-ciphers AES-256-GCM:" + cipher));
    Program subject = rig.subject(ClientProfile.withFiles(Pki.Kind.EC, "data-ciphers " + cipher));

    subject.log.await("Initialization Sequence Completed", SOON);
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);
    server.log.await("Data Channel: cipher '" + cipher + "'", SOON);
  }

  @Test
  void readsKeysAndCertificatesFromTheProfileItself() {
    OpenVpnServer.start(rig, OpenVpnServer.config(Pki.Kind.EC));
    Program subject = rig.subject(ClientProfile.inline(Pki.Kind.EC));

    subject.log.await("Initialization Sequence Completed", SOON);
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);
  }

  @Test
  void carriesIpv6InTheTunnel() {
    OpenVpnServer.start(rig, OpenVpnServer.config(Pki.Kind.EC, "server-ipv6 fd08::/64"));
    Program subject = rig.subject(ClientProfile.withFiles(Pki.Kind.EC));

    subject.log.await("Initialization Sequence Completed", SOON);
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL6);
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);
  }

  @Test
  void reachesTheServerOverIpv6() {
    OpenVpnServer.start(rig, OpenVpnServer.config(Pki.Kind.EC, "proto udp6"));
    Program subject =
        rig.subject(
            ClientProfile.withFiles(Pki.Kind.EC)
                .replace("proto udp\n", "proto udp6\n")
                .replace(Namespaces.SERVER, Namespaces.SERVER6));

    subject.log.await("Initialization Sequence Completed", SOON);
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);
  }

  @Test
  void triesTheNextRemoteWhenTheFirstDoesNotAnswer() {
    OpenVpnServer.start(rig, OpenVpnServer.config(Pki.Kind.EC));
    String profile = ClientProfile.withFiles(Pki.Kind.EC, "hand-window 3");
    String remote = "remote " + Namespaces.SERVER + " 1194\n";
    Program subject =
        rig.subject(profile.replace(remote, "remote " + Namespaces.SERVER + " 1195\n" + remote));

    subject.log.await("Initialization Sequence Completed", SOON);
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);
  }

  @Test
  void refusesAServerWhoseCertificateIsForClients() {
    Pki.Identity client = Pki.pki().client(Pki.Kind.EC);
    Pki.Identity server = Pki.pki().server(Pki.Kind.EC);
    OpenVpnServer.start(
        rig,
        OpenVpnServer.config(Pki.Kind.EC)
            .replace(server.certificate().toString(), client.certificate().toString())
            .replace(server.key().toString(), client.key().toString()));
    Program subject = rig.subject(ClientProfile.withFiles(Pki.Kind.EC));

    subject.log.await("VERIFY (EKU )?ERROR", SOON);
    assertThat(subject.log.count("Initialization Sequence Completed")).isZero();
  }
}
