// SPDX-License-Identifier: Apache-2.0
package dev.culvert.negotiate;

import dev.culvert.keys.DataCipher;
import dev.culvert.profile.PushedOptions;
import dev.culvert.wire.PeerId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a client concludes from the options that its server pushes (openvpn-protocol 6.3, 6.5). */
public final class PushNegotiation {
  private static final Pattern OPTIONS_CIPHER = Pattern.compile("(?:^|,)cipher ([^,]+)");
  private static final Set<String> SECRETS = Set.of("auth-token", "auth-token-user");

  private PushNegotiation() {}

  /**
   * The agreement that follows from a complete reply.
   *
   * @param own ciphers that this end allows
   * @param serverOptions the server's options string, whose cipher counts where none is pushed
   */
  public static Agreement agree(List<DataCipher> own, String serverOptions, PushedOptions pushed)
      throws NegotiationFailure {
    Set<String> flags = pushed.protocolFlags();
    boolean exporter = flags.contains("tls-ekm") || pushed.tlsExporterKeys();
    return new Agreement(
        cipher(own, serverOptions, pushed.cipher()),
        pushed.peerId().orElse(PeerId.NONE),
        exporter,
        flags.contains("cc-exit"),
        exporter && flags.contains("dyn-tls-crypt"));
  }

  private static DataCipher cipher(
      List<DataCipher> own, String serverOptions, Optional<String> pushed)
      throws NegotiationFailure {
    Matcher inOptions = OPTIONS_CIPHER.matcher(serverOptions);
    String name =
        pushed
            .or(() -> inOptions.find() ? Optional.of(inOptions.group(1)) : Optional.empty())
            .orElseThrow(() -> new NegotiationFailure("the server names no data cipher"));
    return DataCipher.named(name)
        .filter(own::contains)
        .orElseThrow(
            () ->
                new NegotiationFailure(
                    "the server chose data cipher "
                        + name
                        + ", which is not in data-ciphers "
                        + CipherChoice.text(own)));
  }

  /** The options of a reply as they may be logged: tokens are left out. */
  public static String redacted(List<String> options) {
    return options.stream()
        .map(option -> SECRETS.contains(word(option)) ? word(option) + " [redacted]" : option)
        .collect(Collectors.joining(",", "PUSH_REPLY,", ""));
  }

  private static String word(String option) {
    return option.strip().split(" ", 2)[0];
  }
}
