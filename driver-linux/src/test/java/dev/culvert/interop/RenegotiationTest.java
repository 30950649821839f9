// SPDX-License-Identifier: Apache-2.0
package dev.culvert.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * New keys while traffic flows, started by the server and by the client. Needs root on Linux,
 * /dev/net/tun and openvpn, ip, ping, openssl, env.
 */
@Tag("interop")
final class RenegotiationTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int PACKETS = 2_000;

  @RegisterExtension final Rig rig = new Rig();

  @ParameterizedTest(name = "server after {0} s, client after {1} s")
  @CsvSource({"2,0", "0,2"})
  void losesNoPacketThroughFiveRenegotiations(int serverSeconds, int clientSeconds) {
    Program server =
        OpenVpnServer.start(
            rig, OpenVpnServer.config(Pki.Kind.EC, "reneg-sec " + serverSeconds, "keepalive 5 30"));
    Program subject =
        rig.subject(ClientProfile.withFiles(Pki.Kind.EC, "reneg-sec " + clientSeconds));
    subject.log.await("Initialization Sequence Completed", SOON);
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);
    long before = handshakes(server);

    Echo.losesNothing(rig.client(), OpenVpnServer.TUNNEL, PACKETS);

    assertThat(handshakes(server) - before).as("renegotiations").isGreaterThanOrEqualTo(5);
    long startedByServer = server.log.count("TLS: soft reset ");
    assertThat(startedByServer > 0).as("started by the server").isEqualTo(serverSeconds > 0);
    assertThat(subject.log.count("Initialization Sequence Completed")).isEqualTo(1);
  }

  /** The server logs one such line per finished TLS handshake, whoever started it. */
  private static long handshakes(Program server) {
    return server.log.count("Control Channel: TLSv1");
  }
}
