// SPDX-License-Identifier: Apache-2.0
package dev.culvert.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A client that is told to end leaves the machine as it found it. Needs root on Linux, /dev/net/tun
 * and openvpn, ip, ping, openssl, env.
 */
@Tag("interop")
final class LeaveTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration AT_ONCE = Duration.ofSeconds(4);

  @RegisterExtension final Rig rig = new Rig();

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void tellsTheServerAndUndoesEverything(String signal) {
    Snapshot before = Snapshot.of(rig.client());
    Program server =
        OpenVpnServer.start(
            rig,
            OpenVpnServer.config(
                Pki.Kind.EC, "push \"redirect-gateway def1\"", "server-ipv6 fd08::/64"));
    Program subject = rig.subject(ClientProfile.withFiles(Pki.Kind.EC, "explicit-exit-notify 1"));
    subject.log.await("Initialization Sequence Completed", SOON);
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);
    assertThat(Snapshot.of(rig.client())).isNotEqualTo(before);

    subject.signal(signal);

    server.log.await("CC-EEN exit message received by peer|SIGTERM\\[soft,remote-exit\\]", AT_ONCE);
    assertThat(subject.awaitExit(SOON)).isZero();
    subject.log.await(Subject.current().leftBy(signal, true), AT_ONCE);
    assertThat(Snapshot.of(rig.client())).isEqualTo(before);
  }

  @Test
  void undoesEverythingWithoutAnExitNotification() {
    Snapshot before = Snapshot.of(rig.client());
    OpenVpnServer.start(rig, OpenVpnServer.config(Pki.Kind.EC));
    Program subject = rig.subject(ClientProfile.withFiles(Pki.Kind.EC));
    subject.log.await("Initialization Sequence Completed", SOON);

    subject.signal("TERM");

    assertThat(subject.awaitExit(SOON)).isZero();
    subject.log.await(Subject.current().leftBy("TERM", false), AT_ONCE);
    assertThat(Snapshot.of(rig.client())).isEqualTo(before);
  }

  @Test
  void endsWhileNoServerAnswers() {
    Snapshot before = Snapshot.of(rig.client());
    // With another tls-crypt key it never answers, but its log tells that the subject has begun.
    Program server = OpenVpnServer.start(rig, OpenVpnServer.withTlsCrypt(Pki.Kind.EC, "other"));
    Program subject = rig.subject(ClientProfile.withFiles(Pki.Kind.EC, "explicit-exit-notify 1"));
    server.log.await("tls-crypt unwrap error: packet authentication failed", SOON);

    subject.signal("TERM");

    assertThat(subject.awaitExit(SOON)).isZero();
    subject.log.await("SIGTERM\\[(hard|soft),.*\\] received, process exiting", AT_ONCE);
    assertThat(Snapshot.of(rig.client())).isEqualTo(before);
  }
}
