// SPDX-License-Identifier: Apache-2.0
package dev.culvert.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compression framing with a server of 2.6, in its profile and pushed, through a renegotiation; the
 * last rows with packets that the server really compresses. Needs root on Linux, /dev/net/tun and
 * openvpn, ip, ping, openssl, env.
 */
@Tag("interop")
final class CompressionTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @RegisterExtension final Rig rig = new Rig();

  @ParameterizedTest(name = "server \"{0}\", client \"{1}\"")
  @CsvSource({
    "comp-lzo no, comp-lzo no",
    "comp-lzo no;push 'comp-lzo no', ''",
    "compress stub-v2;push 'compress stub-v2', ''",
    "compress stub;push 'compress stub', ''",
    "allow-compression yes;comp-lzo yes, comp-lzo;allow-compression asym",
    "allow-compression yes;compress lz4, compress lz4;allow-compression yes",
    "allow-compression yes;compress lz4-v2;push 'compress lz4-v2', allow-compression asym",
  })
  void losesNothing(String server, String client) {
    OpenVpnServer.start(
        rig,
        OpenVpnServer.config(
            Pki.Kind.EC, (server.replace('\'', '"') + ";reneg-sec 3;keepalive 1 30").split(";")));
    Program subject =
        rig.subject(ClientProfile.withFiles(Pki.Kind.EC, (client + ";reneg-sec 0").split(";")));
    subject.log.await("Initialization Sequence Completed", SOON);
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);

    Echo.losesNothing(rig.client(), OpenVpnServer.TUNNEL, 800, 1200);

    assertThat(subject.log.count("Initialization Sequence Completed")).isEqualTo(1);
  }
}
