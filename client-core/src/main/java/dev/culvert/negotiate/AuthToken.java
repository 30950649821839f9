// SPDX-License-Identifier: Apache-2.0
package dev.culvert.negotiate;

import dev.culvert.bytes.Secret;
import dev.culvert.directive.Lexer;
import dev.culvert.directive.LexicalException;
import dev.culvert.directive.Line;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A token that takes the place of a password (openvpn-protocol 6.7); opaque to a client.
 *
 * @param user the name to send with it; empty for the one that was typed
 */
public record AuthToken(Optional<String> user, Secret token) {
  /** The token among pushed options, of several the last. */
  public static Optional<AuthToken> in(List<String> options) {
    Optional<String> token = argument(options, "auth-token");
    Optional<String> user = argument(options, "auth-token-user").flatMap(AuthToken::decode);
    return token.map(
        text -> new AuthToken(user, Secret.copyOf(text.getBytes(StandardCharsets.UTF_8))));
  }

  private static Optional<String> argument(List<String> options, String name) {
    return options.stream()
        .map(String::strip)
        .filter(option -> option.startsWith(name))
        .flatMap(option -> lines(option).stream())
        .filter(line -> line.name().equals(name) && !line.args().isEmpty())
        .map(line -> line.args().getFirst())
        .reduce((earlier, later) -> later);
  }

  /** Nothing for one that cannot be read: the reader of pushed options says so. */
  private static List<Line> lines(String option) {
    try {
      return Lexer.pushed(option);
    } catch (LexicalException e) {
      return List.of();
    }
  }

  private static Optional<String> decode(String base64) {
    try {
      return Optional.of(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "token";
  }
}
