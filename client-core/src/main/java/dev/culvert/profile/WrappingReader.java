// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.crypto.HmacDigest;
import dev.culvert.wrap.KeyDirection;
import java.util.List;
import java.util.Optional;

/** tls-auth, tls-crypt and tls-crypt-v2, with what belongs to them (openvpn-protocol 2). */
final class WrappingReader {
  private static final List<Directive> KEYS =
      List.of(Directive.TLS_AUTH, Directive.TLS_CRYPT, Directive.TLS_CRYPT_V2);

  private final Settings settings;

  private WrappingReader(Settings settings) {
    this.settings = settings;
  }

  static WrappingOptions read(Settings settings) throws ProfileException {
    return new WrappingReader(settings).read();
  }

  private WrappingOptions read() throws ProfileException {
    checkOne();
    Optional<HmacDigest> digest =
        settings.last(Directive.AUTH).isEmpty()
            ? Optional.of(HmacDigest.SHA1)
            : HmacDigest.named(settings.last(Directive.AUTH).get().arg(0, ""));
    if (settings.has(Directive.TLS_AUTH) && digest.isEmpty()) {
      Setting auth = settings.last(Directive.AUTH).orElseThrow();
      throw ProfileException.value(auth, "digest", auth.arg(0, ""), "a digest beside tls-auth");
    }
    return new WrappingOptions(
        Material.of(settings, Directive.TLS_AUTH),
        Material.of(settings, Directive.TLS_CRYPT),
        Material.of(settings, Directive.TLS_CRYPT_V2),
        direction(),
        digest,
        forceCookie());
  }

  private void checkOne() throws ProfileException {
    List<Setting> found =
        KEYS.stream().flatMap(directive -> settings.last(directive).stream()).toList();
    if (found.size() > 1) {
      Setting second = found.get(1);
      throw new ProfileException(
          second.source(),
          second.name(),
          found.getFirst().name() + " and " + second.name() + " cannot be used together");
    }
  }

  /** The later of both places counts. */
  private KeyDirection direction() throws ProfileException {
    Optional<Setting> auth =
        settings.last(Directive.TLS_AUTH).filter(setting -> setting.args().size() > 1);
    Optional<Setting> line = settings.last(Directive.KEY_DIRECTION);
    boolean beside =
        auth.isPresent()
            && settings.position(Directive.TLS_AUTH) > settings.position(Directive.KEY_DIRECTION);
    if (beside) {
      return direction(auth.get(), 1);
    }
    if (line.isPresent()) {
      return direction(line.get(), 0);
    }
    return KeyDirection.BIDIRECTIONAL;
  }

  private static KeyDirection direction(Setting setting, int index) throws ProfileException {
    return Values.integer(setting, index, "direction", 0, 1) == 0
        ? KeyDirection.NORMAL
        : KeyDirection.INVERSE;
  }

  private boolean forceCookie() throws ProfileException {
    Optional<Setting> setting =
        settings.last(Directive.TLS_CRYPT_V2).filter(v2 -> v2.args().size() > 1);
    return setting.isPresent()
        && Values.oneOf(setting.get(), 1, List.of("force-cookie", "allow-noncookie"))
            .equals("force-cookie");
  }
}
