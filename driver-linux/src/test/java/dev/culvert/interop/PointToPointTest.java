// SPDX-License-Identifier: Apache-2.0
package dev.culvert.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.interop.Pki.Identity;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A TLS point-to-point link between the subject and openvpn, the subject at either end. Needs root
 * on Linux, /dev/net/tun and openvpn, ip, ping, openssl, env.
 */
@Tag("interop")
final class PointToPointTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String NEGOTIATED =
      "P2P mode NCP negotiation result: TLS_export=1, DATA_v2=1, peer-id (\\d+), cipher=AES-256-GCM";

  /** Which end of the TLS handshake a program is, with its addresses. */
  enum End {
    CLIENT("tls-client", Namespaces.CLIENT, "10.9.0.1"),
    SERVER("tls-server\ndh none", Namespaces.SERVER, "10.9.0.2");

    final String role;
    final String outer;
    final String inner;

    End(String role, String outer, String inner) {
      this.role = role;
      this.outer = outer;
      this.inner = inner;
    }

    End other() {
      return this == CLIENT ? SERVER : CLIENT;
    }

    Identity identity() {
      return Pki.pki().peer("peer-" + outer);
    }
  }

  @RegisterExtension final Rig rig = new Rig();

  @ParameterizedTest
  @EnumSource(End.class)
  void bothEndsNegotiateTheSamePeerId(End end) {
    Program peer = startPeer(end.other());
    Program subject = startSubject(end);

    String ours = subject.log.await(NEGOTIATED, SOON).group(1);
    String theirs = peer.log.await(NEGOTIATED, SOON).group(1);
    assertThat(ours).isEqualTo(theirs);
    subject.log.await("Initialization Sequence Completed", SOON);
    peer.log.await("Initialization Sequence Completed", SOON);
    Echo.flows(namespace(end), end.other().inner);
    Echo.flows(namespace(end.other()), end.inner);
  }

  @ParameterizedTest
  @EnumSource(End.class)
  void recoversWhenTheOtherEndIsKilledAndStarted(End end) {
    Program peer = startPeer(end.other());
    Program subject = startSubject(end);
    subject.log.await("Initialization Sequence Completed", SOON);
    Echo.flows(namespace(end), end.other().inner);

    int killed = subject.log.mark();
    peer.kill();
    Program next = startPeer(end.other());

    String ours = subject.log.awaitAfter(killed, NEGOTIATED, SOON).group(1);
    assertThat(next.log.await(NEGOTIATED, SOON).group(1)).isEqualTo(ours);
    next.log.await("Initialization Sequence Completed", SOON);
    Echo.flows(namespace(end), end.other().inner);
  }

  @ParameterizedTest
  @EnumSource(End.class)
  void isTakenBackAfterItWasKilledAndStarted(End end) {
    Program peer = startPeer(end.other());
    Program subject = startSubject(end);
    subject.log.await("Initialization Sequence Completed", SOON);
    Echo.flows(namespace(end), end.other().inner);

    int killed = peer.log.mark();
    subject.kill();
    Program next = startSubject(end);

    String theirs = peer.log.awaitAfter(killed, NEGOTIATED, SOON).group(1);
    assertThat(next.log.await(NEGOTIATED, SOON).group(1)).isEqualTo(theirs);
    next.log.await("Initialization Sequence Completed", SOON);
    Echo.flows(namespace(end), end.other().inner);
  }

  private Program startSubject(End end) {
    return rig.subject(namespace(end), profile(end));
  }

  private Program startPeer(End end) {
    String file = rig.write("peer.conf", profile(end)).toString();
    return rig.start(
        "openvpn peer", namespace(end), List.of("openvpn", "--config", file, "--disable-dco"));
  }

  private Namespace namespace(End end) {
    return end == End.CLIENT ? rig.client() : rig.server();
  }

  static String profile(End end) {
    return """
        dev tun
        proto udp
        remote %s 1194
        port 1194
        %s
        ifconfig %s %s
        cert %s
        key %s
        peer-fingerprint %s
        data-ciphers AES-256-GCM
        keepalive 1 4
        verb 3
        """
        .formatted(
            end.other().outer,
            end.role,
            end.inner,
            end.other().inner,
            end.identity().certificate(),
            end.identity().key(),
            end.other().identity().fingerprint());
  }
}
