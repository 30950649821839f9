// SPDX-License-Identifier: Apache-2.0
package dev.culvert.cli;

import dev.culvert.profile.ProfileVerdict.NamedRemote;
import dev.culvert.profile.Refusal;
import dev.culvert.readiness.Candidate;
import dev.culvert.readiness.CertificateReport;
import dev.culvert.readiness.Fix;
import dev.culvert.readiness.Obstacle;
import dev.culvert.readiness.Offload;
import dev.culvert.readiness.ProfileReport;
import dev.culvert.readiness.Remark;
import dev.culvert.tls.CertificateFacts;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** What {@code check} prints for a person: the verdict first, then what to do about it. */
final class CheckView {
  /** Of one kind, one after another: the same line fifty times helps nobody. */
  private static final int MOST_OF_A_KIND = 5;

  private final PrintWriter out;

  private CheckView(PrintWriter out) {
    this.out = out;
  }

  static void print(List<ProfileReport> reports, PrintWriter out) {
    CheckView view = new CheckView(out);
    reports.forEach(view::profile);
    if (reports.size() > 1) {
      view.summary(reports);
    }
  }

  private void profile(ProfileReport report) {
    out.println(report.file() + ": " + verdict(report));
    section("errors", report.errors().stream().map(CheckView::remark).toList());
    if (report.accepted()) {
      section("refused", report.refusals().stream().map(CheckView::refusal).toList());
    }
    section("warnings", report.warnings().stream().map(CheckView::remark).toList());
    section("passed over", report.ignored().stream().map(CheckView::remark).toList());
    if (report.accepted()) {
      section("peers", report.remotes().stream().map(CheckView::remote).toList());
      offload(report.dco());
      section(
          "certificates", report.certificates().stream().map(c -> certificate(c, report)).toList());
    }
    out.println();
  }

  private static String verdict(ProfileReport report) {
    if (!report.accepted()) {
      return "invalid";
    }
    return report.runs() ? "ready" : "valid, but Culvert cannot use it yet";
  }

  private static String refusal(Refusal refusal) {
    String replacement =
        refusal.replacement().isEmpty() ? "" : "; instead: " + refusal.replacement();
    return place(refusal.source().lineNumber())
        + refusal.directive()
        + ": "
        + refusal.reason()
        + replacement;
  }

  private void offload(Offload offload) {
    List<String> lines = new ArrayList<>();
    if (offload.isPossible()) {
      lines.add(
          "in the kernel, with "
              + offload.drivers().stream()
                  .filter(Candidate::isPossible)
                  .map(c -> c.backend().toString())
                  .collect(Collectors.joining(", ")));
    } else {
      lines.add("not in the kernel, since");
      offload.reasons().forEach(reason -> obstacle(reason, lines));
    }
    for (Candidate driver : offload.drivers()) {
      if (offload.isPossible() && !driver.isPossible()) {
        lines.add("not with " + driver.backend() + ", since");
        driver.against().forEach(reason -> obstacle(reason, lines));
      }
    }
    if (offload.isPossible()) {
      withoutEffect(offload, lines);
    }
    section("data channel", lines);
  }

  private static void withoutEffect(Offload offload, List<String> lines) {
    List<Obstacle> idle =
        offload.drivers().stream()
            .filter(Candidate::isPossible)
            .flatMap(c -> c.withoutEffect().stream())
            .distinct()
            .toList();
    List<String> seen = new ArrayList<>();
    for (Obstacle obstacle : idle) {
      String place = place(obstacle.mention().line()) + obstacle.mention().text();
      if (!seen.contains(place)) {
        seen.add(place);
        if (seen.size() == 1) {
          lines.add("without effect there");
        }
        obstacle(obstacle, lines);
      }
    }
  }

  private static void obstacle(Obstacle obstacle, List<String> lines) {
    lines.add(
        "  "
            + place(obstacle.mention().line())
            + obstacle.mention().text()
            + ": "
            + obstacle.sentence());
    obstacle.fix().map(Fix::toString).ifPresent(fix -> lines.add("    fix: " + fix));
  }

  private static String certificate(CertificateReport report, ProfileReport profile) {
    if (report.facts().isEmpty()) {
      return report.directive() + ": " + report.problem().orElse("unreadable");
    }
    CertificateFacts facts = report.facts().get();
    String use =
        facts.authority()
            ? "authority"
            : facts.purposes().isEmpty()
                ? "any purpose"
                : "for " + String.join(", ", facts.purposes());
    return report.directive()
        + ": "
        + facts.owner()
        + " ("
        + use
        + ", "
        + facts.key()
        + ", signed by "
        + (facts.issuer().equals(facts.owner()) ? "itself" : facts.issuer())
        + "), "
        + report.state(profile.at())
        + ", until "
        + LocalDate.ofInstant(facts.notAfter(), ZoneOffset.UTC)
        + report.key().map(key -> ", key " + key.match()).orElse("");
  }

  private static String remark(Remark remark) {
    return place(remark.line()) + remark.directive() + ": " + remark.message();
  }

  private static String remote(NamedRemote remote) {
    return remote.host() + " port " + remote.port() + " " + remote.proto();
  }

  private static String place(OptionalInt line) {
    return line.isPresent() ? "line " + line.getAsInt() + ": " : "";
  }

  private void section(String title, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    out.println("  " + title);
    boolean peers = title.equals("peers");
    int shown = peers ? Math.min(lines.size(), MOST_OF_A_KIND) : lines.size();
    lines.subList(0, shown).forEach(line -> out.println("    " + line));
    if (shown < lines.size()) {
      out.println("    and " + (lines.size() - shown) + " more");
    }
  }

  private void summary(List<ProfileReport> reports) {
    long ready = reports.stream().filter(ProfileReport::runs).count();
    long invalid = reports.stream().filter(r -> !r.accepted()).count();
    long kernel = reports.stream().filter(r -> r.runs() && r.dco().isPossible()).count();
    out.println(
        reports.size()
            + " profiles: "
            + ready
            + " ready ("
            + kernel
            + " of them in the kernel), "
            + (reports.size() - ready - invalid)
            + " valid that Culvert cannot use, "
            + invalid
            + " invalid");
  }
}
