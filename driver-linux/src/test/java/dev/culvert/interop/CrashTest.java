// SPDX-License-Identifier: Apache-2.0
package dev.culvert.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a killed client leaves is undone later. Needs root on Linux, /dev/net/tun and openvpn, ip,
 * ping, openssl, env.
 */
@Tag("interop")
final class CrashTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @RegisterExtension final Rig rig = new Rig();

  @BeforeEach
  void openVpnHasNoCleanup() {
    Subject.onlyCulvert("only Culvert undoes what a killed run left");
  }

  @Test
  void cleanupUndoesWhatAKilledClientLeft() {
    Snapshot before = Snapshot.of(rig.client());
    killedWithRedirectedGateway(before);

    Program cleanup = rig.start("cleanup", rig.client(), Subject.culvert("cleanup"));

    assertThat(cleanup.awaitExit(SOON)).isZero();
    assertThat(Snapshot.of(rig.client())).isEqualTo(before);
  }

  @Test
  void theNextStartUndoesWhatAKilledClientLeft() {
    Snapshot before = Snapshot.of(rig.client());
    killedWithRedirectedGateway(before);

    Program next = rig.subject(ClientProfile.withFiles(Pki.Kind.EC));
    next.log.await("Initialization Sequence Completed", SOON);
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);
    next.signal("TERM");

    assertThat(next.awaitExit(SOON)).isZero();
    assertThat(Snapshot.of(rig.client())).isEqualTo(before);
  }

  private void killedWithRedirectedGateway(Snapshot before) {
    OpenVpnServer.start(
        rig, OpenVpnServer.config(Pki.Kind.EC, "push \"redirect-gateway def1\"", "keepalive 1 4"));
    Program subject = rig.subject(ClientProfile.withFiles(Pki.Kind.EC));
    subject.log.await("Initialization Sequence Completed", SOON);
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);
    subject.kill();
    // The route to the server outlives the device: without it there would be nothing to undo.
    assertThat(Snapshot.of(rig.client())).isNotEqualTo(before);
  }
}
