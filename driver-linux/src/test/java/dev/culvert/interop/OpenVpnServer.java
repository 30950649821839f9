// SPDX-License-Identifier: Apache-2.0
package dev.culvert.interop;

import dev.culvert.interop.Pki.Identity;
import java.time.Duration;
import java.util.List;

/** A stock OpenVPN 2.6 server on UDP port 1194, its tunnel 10.8.0.0/24 and its own end 10.8.0.1. */
final class OpenVpnServer {
  static final String TUNNEL = "10.8.0.1";
  static final String TUNNEL6 = "fd08::1";

  private OpenVpnServer() {}

  /** The server's configuration for certificates of {@code kind}, with {@code more} lines. */
  static String config(Pki.Kind kind, String... more) {
    Identity identity = Pki.pki().server(kind);
    return """
    port 1194
    dev tun
    topology subnet
    server 10.8.0.0 255.255.255.0
    ca %s
    cert %s
    key %s
    dh none
    tls-crypt %s
    disable-dco
    verb 3
    """
            .formatted(
                Pki.pki().ca(),
                identity.certificate(),
                identity.key(),
                Pki.pki().tlsCrypt("shared"))
        + String.join("\n", more)
        + "\n";
  }

  /** The same with a tls-crypt key of another name: no client's packet is authentic to it. */
  static String withTlsCrypt(Pki.Kind kind, String key) {
    Pki pki = Pki.pki();
    return config(kind).replace(pki.tlsCrypt("shared").toString(), pki.tlsCrypt(key).toString());
  }

  /** Starts a server with {@code config} in the server's namespace and waits until it listens. */
  static Program start(Rig rig, String config) {
    Program server =
        rig.start(
            "openvpn server",
            rig.server(),
            List.of("openvpn", "--config", rig.write("server.conf", config).toString()));
    server.log.await("Initialization Sequence Completed", Duration.ofSeconds(10));
    return server;
  }
}
