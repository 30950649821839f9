// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.driver.Transport;

/** The words of {@code proto} and of the third argument of {@code remote}. */
final class TransportWord {
  private TransportWord() {}

  /** The word that means the transport at either end, with addresses of that family. */
  static String write(Transport transport, Family family) {
    String digit =
        switch (family) {
          case ANY -> "";
          case IPV4 -> "4";
          case IPV6 -> "6";
        };
    return switch (transport) {
      case UDP -> "udp" + digit;
      case TCP_CLIENT -> "tcp" + digit + "-client";
      case TCP_SERVER -> "tcp" + digit + "-server";
    };
  }

  /**
   * The transport that a word means.
   *
   * @param client plain {@code tcp} is then the connecting end; a point-to-point end must say which
   */
  static Transport read(Setting setting, int index, boolean client) throws ProfileException {
    String word = setting.arg(index, "udp");
    return switch (word) {
      case "udp", "udp4", "udp6" -> Transport.UDP;
      case "tcp-client", "tcp4-client", "tcp6-client" -> Transport.TCP_CLIENT;
      case "tcp-server", "tcp4-server", "tcp6-server" -> {
        if (client) {
          throw ProfileException.value(setting, "proto", word, "a connecting one for a client");
        }
        yield Transport.TCP_SERVER;
      }
      case "tcp", "tcp4", "tcp6" -> {
        if (!client) {
          throw ProfileException.value(
              setting, "proto", word, "tcp-client or tcp-server for a point-to-point end");
        }
        yield Transport.TCP_CLIENT;
      }
      default ->
          throw ProfileException.value(
              setting, "proto", word, "udp, tcp-client or tcp-server, with 4 or 6 if need be");
    };
  }
}
