// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.driver.CompressionFraming;
import java.util.List;
import java.util.Optional;

/**
 * What a profile's lines say of compression (openvpn-protocol 5.11). Nothing is ever compressed
 * here; the framing has to be the peer's all the same.
 *
 * @param framing of a peer that pushes none
 * @param inflate packets that come compressed are opened; else they are dropped
 */
public record Compression(CompressionFraming framing, boolean inflate) {
  static final List<String> LZO_WORDS = List.of("yes", "no", "adaptive");
  static final List<String> WORDS = List.of("stub", "stub-v2", "lzo", "lz4", "lz4-v2", "migrate");

  static Compression read(Settings settings) throws ProfileException {
    Optional<Setting> allow = settings.last(Directive.ALLOW_COMPRESSION);
    boolean allowed =
        allow.isPresent()
            && !Values.oneOf(allow.get(), 0, List.of("no", "asym", "yes")).equals("no");
    return new Compression(framing(settings).orElse(CompressionFraming.NONE), allowed);
  }

  /** What the later of both says; empty without either. */
  static Optional<CompressionFraming> framing(Settings settings) throws ProfileException {
    Optional<Setting> setting = later(settings);
    if (setting.isEmpty()) {
      return Optional.empty();
    }
    Setting line = setting.get();
    if (line.directive() == Directive.COMP_LZO) {
      if (!line.args().isEmpty()) {
        Values.oneOf(line, 0, LZO_WORDS);
      }
      return Optional.of(CompressionFraming.BYTE);
    }
    return Optional.of(
        switch (line.args().isEmpty() ? "stub" : Values.oneOf(line, 0, WORDS)) {
          case "stub-v2", "lz4-v2" -> CompressionFraming.ESCAPE;
          case "lzo" -> CompressionFraming.BYTE;
          case "migrate" -> CompressionFraming.NONE;
          default -> CompressionFraming.SWAP;
        });
  }

  /** Whether the line that counts lets the peer compress what it sends. */
  static boolean compresses(Settings settings) {
    return later(settings)
        .filter(
            line ->
                line.directive() == Directive.COMP_LZO
                    ? !line.arg(0, "adaptive").equals("no")
                    : line.arg(0, "stub").startsWith("lz"))
        .isPresent();
  }

  private static Optional<Setting> later(Settings settings) {
    return settings.last(
        settings.position(Directive.COMP_LZO) > settings.position(Directive.COMPRESS)
            ? Directive.COMP_LZO
            : Directive.COMPRESS);
  }
}
