// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.tls.Fingerprint;
import dev.culvert.tls.NameRule;
import dev.culvert.tls.PeerUsage;
import dev.culvert.tls.TlsVersion;
import dev.culvert.wire.TlsRole;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The control channel's settings. */
final class TlsReader {
  private static final int MAX_SECONDS = 86400;

  private final Settings settings;

  private TlsReader(Settings settings) {
    this.settings = settings;
  }

  static TlsOptions read(Settings settings, TlsRole role) throws ProfileException {
    return new TlsReader(settings).read(role);
  }

  private TlsOptions read(TlsRole role) throws ProfileException {
    TlsVersion min = version(Directive.TLS_VERSION_MIN, TlsVersion.TLS_1_2);
    TlsVersion max = version(Directive.TLS_VERSION_MAX, TlsVersion.TLS_1_3);
    if (min.compareTo(max) > 0) {
      Setting setting = settings.last(Directive.TLS_VERSION_MIN).orElseThrow();
      throw ProfileException.value(
          setting, "version", setting.arg(0, ""), "at most tls-version-max");
    }
    return new TlsOptions(
        role,
        Material.of(settings, Directive.CA),
        Material.of(settings, Directive.CERT),
        Material.of(settings, Directive.KEY),
        WrappingReader.read(settings),
        fingerprints(),
        usage(),
        name(),
        min,
        max,
        seconds(Directive.HAND_WINDOW, 60),
        seconds(Directive.TRAN_WINDOW, 3600),
        seconds(Directive.TLS_TIMEOUT, 2));
  }

  private TlsVersion version(Directive directive, TlsVersion absent) throws ProfileException {
    Optional<Setting> setting = settings.last(directive);
    if (setting.isEmpty()) {
      return absent;
    }
    return switch (setting.get().arg(0, "")) {
      case "1.0", "1.1", "1.2" -> TlsVersion.TLS_1_2;
      case "1.3" -> TlsVersion.TLS_1_3;
      default -> {
        if (setting.get().arg(1, "").equals("or-highest")) {
          yield TlsVersion.TLS_1_3;
        }
        throw ProfileException.value(
            setting.get(), "version", setting.get().arg(0, ""), "one of 1.2, 1.3");
      }
    };
  }

  private Set<Fingerprint> fingerprints() throws ProfileException {
    Set<Fingerprint> all = new LinkedHashSet<>();
    for (Setting setting : settings.each(Directive.PEER_FINGERPRINT)) {
      String text = setting.content() == null ? setting.arg(0, "") : setting.content();
      for (String line : text.lines().map(String::strip).toList()) {
        if (!line.isEmpty() && !line.startsWith("#") && !line.startsWith(";")) {
          all.add(fingerprint(setting, line));
        }
      }
    }
    return all;
  }

  private static Fingerprint fingerprint(Setting setting, String text) throws ProfileException {
    try {
      return Fingerprint.parse(text);
    } catch (IllegalArgumentException e) {
      throw ProfileException.value(
          setting, "fingerprint", text, "32 bytes of hex with colons between them");
    }
  }

  private Optional<PeerUsage> usage() throws ProfileException {
    Optional<Setting> setting = settings.last(Directive.REMOTE_CERT_TLS);
    if (setting.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Values.oneOf(setting.get(), 0, List.of("server", "client")).equals("server")
            ? PeerUsage.SERVER
            : PeerUsage.CLIENT);
  }

  private Optional<NameRule> name() throws ProfileException {
    Optional<Setting> setting = settings.last(Directive.VERIFY_X509_NAME);
    if (setting.isEmpty()) {
      return Optional.empty();
    }
    Setting rule = setting.get();
    String part =
        rule.args().size() < 2
            ? "subject"
            : Values.oneOf(rule, 1, List.of("subject", "name", "name-prefix"));
    return Optional.of(
        new NameRule(
            rule.arg(0, ""),
            switch (part) {
              case "name" -> NameRule.Part.NAME;
              case "name-prefix" -> NameRule.Part.NAME_PREFIX;
              default -> NameRule.Part.SUBJECT;
            }));
  }

  private Duration seconds(Directive directive, int absent) throws ProfileException {
    Optional<Setting> setting = settings.last(directive);
    return setting.isEmpty()
        ? Duration.ofSeconds(absent)
        : Values.seconds(setting.get(), 0, MAX_SECONDS);
  }
}
