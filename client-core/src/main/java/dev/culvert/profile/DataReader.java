// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.crypto.HmacDigest;
import dev.culvert.keys.DataCipher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The data channel's settings. */
final class DataReader {
  private static final List<DataCipher> DEFAULT_CIPHERS =
      List.of(DataCipher.AES_256_GCM, DataCipher.AES_128_GCM, DataCipher.CHACHA20_POLY1305);
  private static final String NO_DIGEST = "NONE";
  private static final int MAX_SECONDS = 86400 * 365;
  private static final String SUPPORTED =
      Arrays.stream(DataCipher.values())
          .map(DataCipher::toString)
          .collect(Collectors.joining(", "));

  private final Settings settings;
  private final Profile.Mode mode;
  private final List<Notice> notices;

  private DataReader(Settings settings, Profile.Mode mode, List<Notice> notices) {
    this.settings = settings;
    this.mode = mode;
    this.notices = notices;
  }

  static DataOptions read(Settings settings, Profile.Mode mode, List<Notice> notices)
      throws ProfileException {
    return new DataReader(settings, mode, notices).read();
  }

  private DataOptions read() throws ProfileException {
    List<DataCipher> ciphers = ciphers();
    Optional<Setting> window = settings.last(Directive.REPLAY_WINDOW);
    Optional<Setting> reneg = settings.last(Directive.RENEG_SEC);
    return new DataOptions(
        ciphers,
        settings.last(Directive.DATA_CIPHERS).map(Setting::source),
        cipher(ciphers),
        auth(),
        reneg.isEmpty() ? Duration.ofSeconds(3600) : Values.seconds(reneg.get(), 0, MAX_SECONDS),
        limit(Directive.RENEG_BYTES),
        limit(Directive.RENEG_PKTS),
        window.isEmpty() ? 64 : Values.integer(window.get(), 0, "window", 0, 65536),
        window.isEmpty() || window.get().args().size() < 2
            ? Duration.ofSeconds(15)
            : Values.seconds(window.get(), 1, 600),
        Compression.read(settings));
  }

  private List<DataCipher> ciphers() throws ProfileException {
    Optional<Setting> setting = settings.last(Directive.DATA_CIPHERS);
    if (setting.isEmpty()) {
      return DEFAULT_CIPHERS;
    }
    List<DataCipher> ciphers = new ArrayList<>();
    for (String word : setting.get().arg(0, "").split(":", -1)) {
      boolean optional = word.startsWith("?");
      String name = optional ? word.substring(1) : word;
      if (name.equals("DEFAULT")) {
        ciphers.addAll(DEFAULT_CIPHERS);
        continue;
      }
      Optional<DataCipher> cipher = DataCipher.named(name);
      if (cipher.isEmpty() && !optional) {
        throw ProfileException.value(setting.get(), "cipher", name, "one of " + SUPPORTED);
      }
      cipher.ifPresent(ciphers::add);
    }
    if (ciphers.isEmpty()) {
      throw ProfileException.value(
          setting.get(), "list", setting.get().arg(0, ""), "one with a cipher of " + SUPPORTED);
    }
    return ciphers.stream().distinct().toList();
  }

  /** A client's cipher only counts in the options string; a point-to-point end falls back to it. */
  private Optional<DataCipher> cipher(List<DataCipher> ciphers) throws ProfileException {
    Optional<Setting> setting = settings.last(Directive.CIPHER);
    if (setting.isEmpty()) {
      return Optional.empty();
    }
    String name = setting.get().arg(0, "");
    Optional<DataCipher> cipher = DataCipher.named(name);
    if (mode == Profile.Mode.CLIENT && cipher.filter(ciphers::contains).isEmpty()) {
      notices.add(
          new Notice(
              setting.get().source(),
              "cipher",
              ProfileException.quote(name)
                  + " is not in data-ciphers, so it has no part in the negotiation"));
      return Optional.empty();
    }
    if (cipher.isEmpty()) {
      throw ProfileException.value(setting.get(), "cipher", name, "one of " + SUPPORTED);
    }
    return cipher;
  }

  private String auth() throws ProfileException {
    Optional<Setting> setting = settings.last(Directive.AUTH);
    if (setting.isEmpty()) {
      return "SHA1";
    }
    String name = setting.get().arg(0, "");
    if (name.equalsIgnoreCase(NO_DIGEST)) {
      return NO_DIGEST;
    }
    return HmacDigest.named(name)
        .map(HmacDigest::toString)
        .orElseThrow(
            () ->
                ProfileException.value(
                    setting.get(),
                    "digest",
                    name,
                    "one of " + NO_DIGEST + ", " + HmacDigest.names()));
  }

  private long limit(Directive directive) throws ProfileException {
    Optional<Setting> setting = settings.last(directive);
    return setting.isEmpty() ? 0 : Values.number(setting.get(), 0, "number", 0, Long.MAX_VALUE);
  }
}
