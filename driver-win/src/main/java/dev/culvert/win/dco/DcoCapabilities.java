// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.dco;

import dev.culvert.driver.Capabilities;
import dev.culvert.driver.Feature;
import dev.culvert.keys.DataCipher;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What ovpn-dco-win can do, on this system and in this version. */
final class DcoCapabilities {
  private static final Map<Feature, String> REFUSALS =
      Map.of(
          Feature.TCP_SERVER, "cannot listen on TCP",
          Feature.NO_REMOTE, "needs the peer's address",
          Feature.PROXY, "cannot go through a proxy",
          Feature.FRAGMENT, "does not cut packets",
          Feature.COMPRESSION, "has no compression",
          Feature.LAYER_2, "carries IP packets only",
          Feature.DATA_V1, "carries packets with a peer id (DATA_V2) only",
          Feature.MTU_OVER_1500, "carries packets of at most 1500 bytes",
          Feature.SOCKET_OPTIONS, "sets no options of its socket",
          Feature.USER_SPACE, "is a kernel driver");

  private DcoCapabilities() {}

  /**
   * The capabilities.
   *
   * @param chacha whether Windows itself has ChaCha20-Poly1305, which the driver gets from there
   */
  static Capabilities of(boolean chacha) {
    Set<DataCipher> ciphers = EnumSet.allOf(DataCipher.class);
    if (!chacha) {
      ciphers.remove(DataCipher.CHACHA20_POLY1305);
    }
    return new Capabilities(ciphers, REFUSALS);
  }
}
