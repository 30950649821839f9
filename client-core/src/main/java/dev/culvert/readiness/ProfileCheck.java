// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

import dev.culvert.profile.FileResolver;
import dev.culvert.profile.Lexer;
import dev.culvert.profile.Line;
import dev.culvert.profile.Profile;
import dev.culvert.profile.ProfileException;
import dev.culvert.profile.ProfileReader;
import dev.culvert.profile.Source;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Looks at a profile from every side. */
public final class ProfileCheck {
  private ProfileCheck() {}

  /**
   * The report about a profile.
   *
   * @param files reads what it names
   * @param now for the certificates
   */
  public static ProfileReport of(String name, byte[] content, FileResolver files, Instant now) {
    String text = new String(content, StandardCharsets.UTF_8);
    List<Remark> errors = new ArrayList<>();
    Optional<Profile> profile = Optional.empty();
    List<Line> lines = List.of();
    try {
      lines = Lexer.lines(name, text);
      profile = Optional.of(new ProfileReader(files).read(name, text));
    } catch (ProfileException e) {
      OptionalInt line =
          e.source() instanceof Source.FileLine(String _, int at)
              ? OptionalInt.of(at)
              : OptionalInt.empty();
      errors.add(new Remark(line, e.directive(), "error", e.reason()));
    }
    ProfileLines all = new ProfileLines(new Source.FileLine(name, 1), lines);
    List<CertificateReport> certificates = CertificateReader.read(all, files);
    List<Remark> warnings = new ArrayList<>();
    Weaknesses.of(all).forEach(concern -> warnings.add(Remark.of(concern)));
    CertificateConcerns.of(certificates, all.isClient(), now)
        .forEach(concern -> warnings.add(Remark.of(concern)));
    return new ProfileReport(
        name,
        errors.isEmpty(),
        Optional.empty(),
        errors,
        warnings,
        List.of(),
        profile.map(ProfileCheck::remotes).orElse(List.of()),
        profile
            .map(p -> p.data().ciphers().stream().map(Object::toString).toList())
            .orElse(List.of()),
        Offload.of(Demands.of(name, lines)),
        certificates,
        now);
  }

  /** The report about something that should be a profile. */
  public static ProfileReport unreadable(String name, String reason, Instant now) {
    return new ProfileReport(
        name,
        false,
        Optional.empty(),
        List.of(new Remark(OptionalInt.empty(), "config", "file", reason)),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new Offload(List.of()),
        List.of(),
        now);
  }

  private static List<ProfileReport.RemoteReport> remotes(Profile profile) {
    return profile.link().remotes().stream()
        .map(
            remote ->
                new ProfileReport.RemoteReport(
                    remote.host(),
                    remote.port(),
                    remote.transport().name().toLowerCase(Locale.ROOT).replace('_', '-')))
        .toList();
  }
}
