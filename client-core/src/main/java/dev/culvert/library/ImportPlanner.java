// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

import dev.culvert.bytes.Bytes;
import dev.culvert.directive.Source;
import dev.culvert.library.FileFinding.Outcome;
import dev.culvert.library.Inliner.Inlined;
import dev.culvert.library.PlannedImport.Target;
import dev.culvert.profile.ProfileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Plans imports one after the other, each knowing those before it. Writes nothing: the plans are
 * what there is to write.
 */
public final class ImportPlanner {
  /** A text with none of these is no profile. */
  private static final Set<String> TELLING =
      Set.of(
          "remote",
          "client",
          "dev",
          "tls-client",
          "tls-server",
          "server",
          "pull",
          "secret",
          "ifconfig");

  private final ImportOptions options;
  private ProfileLibrary library;

  /**
   * For imports into this library.
   *
   * @param library as it is before the first of them
   */
  public ImportPlanner(ProfileLibrary library, ImportOptions options) {
    this.library = library;
    this.options = options;
  }

  /**
   * Plans one.
   *
   * @throws ProfileException if it is no profile: there is nothing to show of it
   */
  public PlannedImport plan(Candidate candidate) throws ProfileException {
    requireText(candidate);
    Inlined inlined = Inliner.inline(candidate, options);
    if (inlined.lines().stream().noneMatch(line -> TELLING.contains(line.name()))) {
      throw refused(candidate, "a line with remote, client or dev expected, none found");
    }
    Preview preview = PreviewReader.read(inlined.lines(), options.passwords());
    List<String> refusals = refusals(preview, inlined.files());
    Bytes content = inlined.text();
    PlannedImport plan =
        new PlannedImport(
            candidate.place(),
            target(ProfileName.of(candidate.fileName()), content),
            content,
            preview,
            certificate(candidate, content),
            inlined.files(),
            refusals);
    if (plan.writes()) {
      library = library.with(new StoredProfile(plan.target().name(), content));
    }
    return plan;
  }

  /** Read from what comes out, where the certificate is in the profile. */
  private Optional<OwnCertificate> certificate(Candidate candidate, Bytes content)
      throws ProfileException {
    Candidate whole =
        new Candidate(candidate.place(), candidate.fileName(), content, NearbyFiles.none(""));
    return OwnCertificate.in(Inliner.inline(whole, options).lines());
  }

  private static void requireText(Candidate candidate) throws ProfileException {
    ContentKind kind = ContentKind.of(candidate.content());
    if (kind != ContentKind.TEXT) {
      throw refused(candidate, "a profile expected, " + kind.words() + " found");
    }
  }

  private static ProfileException refused(Candidate candidate, String reason) {
    return new ProfileException(new Source.FileLine(candidate.place(), 1), "profile", reason);
  }

  private List<String> refusals(Preview preview, List<FileFinding> files) {
    List<String> refusals = new ArrayList<>();
    if (!options.scripts()) {
      for (Deed deed : preview.code()) {
        refusals.add(deed + ": " + deed.kind().words() + ": allowed with --allow-scripts only");
      }
    }
    if (!options.missing()) {
      for (FileFinding file : files) {
        if (file.outcome() == Outcome.MISSING) {
          refusals.add(file + ": imported without it with --allow-missing only");
        }
      }
    }
    return refusals;
  }

  private Target target(String wanted, Bytes content) {
    Optional<StoredProfile> same = library.holding(content);
    if (same.isPresent()) {
      return new Target.There(same.get().name());
    }
    Optional<StoredProfile> named = library.named(wanted);
    if (named.isPresent() && options.replace()) {
      return new Target.Replacing(named.get().name());
    }
    return new Target.New(library.freeName(wanted), wanted);
  }
}
