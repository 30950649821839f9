// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.directive.Source;
import dev.culvert.wire.TlsRole;
import java.util.List;
import java.util.Optional;

/** What settings must say together (openvpn-config 1.6). */
final class ProfileChecks {
  private ProfileChecks() {}

  /** The TLS role, which a profile must name. */
  static TlsRole role(Settings settings, Profile.Mode mode, Source start) throws ProfileException {
    Optional<Setting> server = settings.last(Directive.TLS_SERVER);
    Optional<Setting> client =
        settings.last(Directive.TLS_CLIENT).or(() -> settings.last(Directive.CLIENT));
    if (server.isPresent() && client.isPresent()) {
      throw error(server.get(), "tls-client and tls-server cannot be used together");
    }
    if (server.isPresent() && mode == Profile.Mode.CLIENT) {
      throw error(server.get(), "tls-client expected with pull, tls-server found");
    }
    if (server.isEmpty() && client.isEmpty()) {
      throw new ProfileException(
          start, "client", "client, tls-client or tls-server expected, none found");
    }
    return server.isPresent() ? TlsRole.SERVER : TlsRole.CLIENT;
  }

  static void check(
      Settings settings, Profile.Mode mode, LinkOptions link, TlsOptions tls, Source start)
      throws ProfileException {
    Optional<Setting> other = settings.last(Directive.MODE);
    if (other.isPresent()) {
      Values.oneOf(other.get(), 0, List.of("p2p"));
    }
    if (mode == Profile.Mode.CLIENT && link.remotes().isEmpty()) {
      throw new ProfileException(start, "remote", "a client's remote expected, none found");
    }
    if (mode == Profile.Mode.POINT_TO_POINT
        && link.remotes().isEmpty()
        && settings.has(Directive.NOBIND)) {
      throw error(
          settings.last(Directive.NOBIND).orElseThrow(),
          "a port to wait on expected where there is no remote, nobind found");
    }
    if (settings.has(Directive.NOBIND) && settings.has(Directive.LOCAL)) {
      throw error(
          settings.last(Directive.LOCAL).orElseThrow(), "local and nobind cannot be used together");
    }
    if (tls.ca().isEmpty() && tls.fingerprints().isEmpty()) {
      throw new ProfileException(start, "ca", "ca or peer-fingerprint expected, none found");
    }
    together(settings, Directive.CERT, tls.cert().isPresent(), tls.key().isPresent(), start, "key");
    together(settings, Directive.KEY, tls.key().isPresent(), tls.cert().isPresent(), start, "cert");
  }

  private static void together(
      Settings settings, Directive one, boolean has, boolean hasOther, Source start, String other)
      throws ProfileException {
    if (hasOther) {
      return;
    }
    if (has) {
      throw error(settings.last(one).orElseThrow(), other + " expected beside it, none found");
    }
    throw new ProfileException(start, other, "cert and key expected, none found");
  }

  private static ProfileException error(Setting setting, String reason) {
    return new ProfileException(setting.source(), setting.name(), reason);
  }
}
