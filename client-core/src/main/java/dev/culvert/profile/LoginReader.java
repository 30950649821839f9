// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.bytes.Secret;
import dev.culvert.profile.LoginOptions.AuthRetry;
import dev.culvert.profile.LoginOptions.StaticChallenge;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** {@code auth-user-pass} and what belongs to it (openvpn-config 2.5). */
final class LoginReader {
  private static final String USERNAME_ONLY = "username-only";

  private LoginReader() {}

  /** The file that a line names; empty when that word says something else. */
  static Optional<String> file(Directive directive, List<String> args) {
    return directive == Directive.AUTH_USER_PASS && !args.isEmpty()
        ? Optional.of(args.getFirst()).filter(w -> !w.equals(USERNAME_ONLY) && !w.equals("stdin"))
        : Optional.empty();
  }

  static LoginOptions read(Settings settings) throws ProfileException {
    Optional<Setting> line = settings.last(Directive.AUTH_USER_PASS);
    List<String> lines =
        line.map(Setting::content).map(content -> content.lines().toList()).orElse(List.of());
    if (line.map(Setting::content).isPresent() && (lines.isEmpty() || lines.getFirst().isEmpty())) {
      throw new ProfileException(
          line.get().source(),
          line.get().name(),
          "a user name and, on the next line, a password expected, not found");
    }
    return new LoginOptions(
        line.isPresent(),
        lines.stream().findFirst(),
        lines.size() > 1 && !lines.get(1).isEmpty()
            ? Optional.of(Secret.copyOf(lines.get(1).getBytes(StandardCharsets.UTF_8)))
            : Optional.empty(),
        line.filter(l -> l.content() == null && l.arg(0, "").equals(USERNAME_ONLY)).isPresent(),
        settings.has(Directive.AUTH_NOCACHE),
        retry(settings),
        challenge(settings));
  }

  private static AuthRetry retry(Settings settings) throws ProfileException {
    Optional<Setting> setting = settings.last(Directive.AUTH_RETRY);
    if (setting.isEmpty()) {
      return AuthRetry.NONE;
    }
    return switch (Values.oneOf(setting.get(), 0, List.of("none", "nointeract", "interact"))) {
      case "nointeract" -> AuthRetry.NOINTERACT;
      case "interact" -> AuthRetry.INTERACT;
      default -> AuthRetry.NONE;
    };
  }

  private static Optional<StaticChallenge> challenge(Settings settings) throws ProfileException {
    Optional<Setting> setting = settings.last(Directive.STATIC_CHALLENGE);
    if (setting.isEmpty()) {
      return Optional.empty();
    }
    Setting line = setting.get();
    boolean concatenated =
        line.args().size() > 2
            && Values.oneOf(line, 2, List.of("scrv1", "concat")).equals("concat");
    boolean echo = Values.oneOf(line, 1, List.of("0", "1")).equals("1");
    return Optional.of(new StaticChallenge(line.arg(0, ""), echo, concatenated));
  }
}
