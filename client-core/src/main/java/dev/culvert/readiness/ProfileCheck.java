// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

import dev.culvert.directive.FileResolver;
import dev.culvert.directive.Finding;
import dev.culvert.directive.Platform;
import dev.culvert.profile.ProfileJudge;
import dev.culvert.profile.ProfileVerdict;
import dev.culvert.profile.Refusal;
import dev.culvert.readiness.Concern.Code;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Looks at a profile from every side. */
public final class ProfileCheck {
  /** What ends a connection before its first packet, when it is about our own certificate. */
  private static final Set<Code> FATAL =
      Set.of(
          Code.CERTIFICATE_EXPIRED,
          Code.CERTIFICATE_NOT_YET_VALID,
          Code.CERTIFICATE_UNREADABLE,
          Code.KEY_DIFFERS,
          Code.KEY_ENCRYPTED);

  private final Platform platform;
  private final Instant now;

  /**
   * @param platform whose directives count
   * @param now for the certificates
   */
  public ProfileCheck(Platform platform, Instant now) {
    this.platform = platform;
    this.now = now;
  }

  /**
   * The report about a profile.
   *
   * @param files reads what it names
   */
  public ProfileReport report(String name, byte[] content, FileResolver files) {
    ProfileVerdict verdict = new ProfileJudge(files, platform).judge(name, content);
    ProfileLines lines = new ProfileLines(name, verdict.statements());
    List<CertificateReport> certificates = CertificateReader.read(lines, files);
    List<Concern> concerns = new ArrayList<>(Weaknesses.of(lines));
    List<Concern> ofCertificates = CertificateConcerns.of(certificates, lines.isClient(), now);
    concerns.addAll(ofCertificates);
    List<Refusal> refusals = new ArrayList<>(verdict.refusals());
    if (verdict.runs()) {
      refusals.addAll(refusals(ofCertificates));
    }
    return new ProfileReport(
        name,
        verdict.accepted(),
        refusals,
        verdict.errors().stream().map(Remark::of).toList(),
        warnings(verdict.warnings(), concerns),
        verdict.ignored().stream().map(Remark::of).toList(),
        verdict.remotes(),
        verdict.ciphers(),
        Offload.of(Demands.of(name, verdict.statements())),
        certificates,
        now);
  }

  /** The report about something that should be a profile. */
  public ProfileReport unreadable(String name, String reason) {
    return new ProfileReport(
        name,
        false,
        List.of(),
        List.of(Remark.whole("config", Finding.Code.FILE.toString(), reason)),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new Offload(List.of()),
        List.of(),
        now);
  }

  /** In the order of lines; OpenVPN's own less those that we say in more detail. */
  private static List<Remark> warnings(List<Finding> findings, List<Concern> concerns) {
    List<Remark> ours = concerns.stream().map(Remark::of).toList();
    List<Remark> all = new ArrayList<>();
    for (Finding finding : findings) {
      Remark remark = Remark.of(finding);
      boolean said =
          (finding.code() == Finding.Code.INSECURE || finding.code() == Finding.Code.DEPRECATED)
              && ours.stream().anyMatch(remark::isSamePlace);
      if (!said) {
        all.add(remark);
      }
    }
    all.addAll(ours);
    all.sort(Comparator.comparingInt(remark -> remark.line().orElse(0)));
    return all;
  }

  private static List<Refusal> refusals(List<Concern> concerns) {
    List<Refusal> refusals = new ArrayList<>();
    for (Concern concern : concerns) {
      boolean own = !concern.directive().equals("extra-certs");
      boolean loaded =
          !concern.directive().equals("ca") || concern.code() == Code.CERTIFICATE_UNREADABLE;
      if (own && loaded && FATAL.contains(concern.code())) {
        refusals.add(
            new Refusal(concern.mention().source(), concern.directive(), concern.message(), ""));
      }
    }
    return refusals;
  }
}
