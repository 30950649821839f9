// SPDX-License-Identifier: Apache-2.0
package dev.culvert.keys;

import dev.culvert.bytes.ByteWriter;
import dev.culvert.bytes.Secret;
import dev.culvert.crypto.Tls10Prf;
import dev.culvert.wire.SessionId;
import java.nio.charset.StandardCharsets;

/**
 * The key derivation of peers that do not export keys from TLS (openvpn-protocol 4.5):
 *
 * <pre>
 * master = PRF(pre-master, "OpenVPN master secret" || client random1 || server random1), 48 bytes
 * block  = PRF(master, "OpenVPN key expansion" || client random2 || server random2
 *                      || client session id || server session id), 256 bytes
 * </pre>
 */
public final class PrfDerivation {
  private static final int MASTER_LENGTH = 48;

  private PrfDerivation() {}

  /** Client and server are the TLS roles; the session ids those of this session. */
  public static KeyBlock derive(
      KeySource client, KeySource server, SessionId clientSession, SessionId serverSession) {
    Secret preMaster =
        client
            .preMaster()
            .orElseThrow(() -> new IllegalArgumentException("TLS client without pre-master"));
    byte[] master =
        Tls10Prf.expand(
            preMaster.toArray(),
            seed("OpenVPN master secret", client.random1().toArray(), server.random1().toArray())
                .toArray(),
            MASTER_LENGTH);
    byte[] block =
        Tls10Prf.expand(
            master,
            seed("OpenVPN key expansion", client.random2().toArray(), server.random2().toArray())
                .u64(clientSession.value())
                .u64(serverSession.value())
                .toArray(),
            KeyBlock.LENGTH);
    return new KeyBlock(Secret.copyOf(block));
  }

  private static ByteWriter seed(String label, byte[] client, byte[] server) {
    return new ByteWriter()
        .bytes(label.getBytes(StandardCharsets.US_ASCII))
        .bytes(client)
        .bytes(server);
  }
}
