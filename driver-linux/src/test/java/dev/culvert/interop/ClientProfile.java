// SPDX-License-Identifier: Apache-2.0
package dev.culvert.interop;

import dev.culvert.interop.Pki.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of an ordinary client profile for {@link OpenVpnServer}. */
final class ClientProfile {
  private ClientProfile() {}

  /** Certificates and keys as files, with {@code more} lines at the end. */
  static String withFiles(Pki.Kind kind, String... more) {
    Identity identity = Pki.pki().client(kind);
    return """
    client
    dev tun
    proto udp
    remote %s 1194
    nobind
    ca %s
    cert %s
    key %s
    tls-crypt %s
    remote-cert-tls server
    verb 3
    """
            .formatted(
                Namespaces.SERVER,
                Pki.pki().ca(),
                identity.certificate(),
                identity.key(),
                Pki.pki().tlsCrypt("shared"))
        + String.join("\n", more)
        + "\n";
  }

  /** The same with everything inline, as providers hand profiles out. */
  static String inline(Pki.Kind kind, String... more) {
    StringBuilder text = new StringBuilder();
    for (String line : withFiles(kind, more).lines().toList()) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "ca", "cert", "key", "tls-crypt" ->
            text.append("<%s>\n%s</%s>\n".formatted(words[0], read(words[1]), words[0]));
        default -> text.append(line).append('\n');
      }
    }
    return text.toString();
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
