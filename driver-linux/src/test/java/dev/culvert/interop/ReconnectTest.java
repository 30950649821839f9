// SPDX-License-Identifier: Apache-2.0
package dev.culvert.interop;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The server goes away and comes back. Needs root on Linux, /dev/net/tun and openvpn, ip, ping,
 * openssl, env.
 */
@Tag("interop")
final class ReconnectTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @RegisterExtension final Rig rig = new Rig();

  @Test
  void connectsAgainAfterTheServerWasKilledAndStarted() {
    String config = OpenVpnServer.config(Pki.Kind.EC, "keepalive 1 4");
    Program server = OpenVpnServer.start(rig, config);
    Program subject = rig.subject(ClientProfile.withFiles(Pki.Kind.EC));
    subject.log.await("Initialization Sequence Completed", SOON);
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);

    int killed = subject.log.mark();
    server.kill();
    OpenVpnServer.start(rig, config);

    subject.log.awaitAfter(killed, "Inactivity timeout \\(--ping-restart\\), restarting", SOON);
    subject.log.awaitAfter(killed, "Initialization Sequence Completed", SOON);
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);
  }

  @Test
  void connectsAgainAtOnceWhenTheServerSaysItRestarts() {
    String config = OpenVpnServer.config(Pki.Kind.EC, "keepalive 10 60", "explicit-exit-notify 1");
    Program server = OpenVpnServer.start(rig, config);
    Program subject = rig.subject(ClientProfile.withFiles(Pki.Kind.EC));
    subject.log.await("Initialization Sequence Completed", SOON);
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);

    int left = subject.log.mark();
    server.signal("TERM");
    server.awaitExit(SOON);
    OpenVpnServer.start(rig, config);

    subject.log.awaitAfter(left, "Initialization Sequence Completed", SOON);
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);
  }
}
