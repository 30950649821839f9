// SPDX-License-Identifier: Apache-2.0
package dev.culvert.cli;

import dev.culvert.directive.Source;
import dev.culvert.library.Deed;
import dev.culvert.library.FileFinding.Outcome;
import dev.culvert.library.PlannedImport;
import dev.culvert.library.PlannedImport.Target;
import dev.culvert.library.ProfileSummary;
import dev.culvert.runtime.ProfileFolder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/** An import in words: of each profile what it may do and what becomes of it, then the sum. */
final class ImportReport {
  private static final int REMOTES_SHOWN = 3;
  private static final int ROWS_SHOWN = 8;

  private final Terminal terminal;
  private final ProfileFolder folder;
  private final boolean dryRun;
  private int unreadable;

  ImportReport(Terminal terminal, ProfileFolder folder, boolean dryRun) {
    this.terminal = terminal;
    this.folder = folder;
    this.dryRun = dryRun;
  }

  /** Says why something is no profile that could be looked at. */
  void unreadable(String sentence) {
    unreadable++;
    terminal.error(sentence);
  }

  /**
   * Shows what a plan would do.
   *
   * @param summary of the profile as it would be stored
   */
  void preview(PlannedImport plan, ProfileSummary summary) {
    terminal.line(plan.place() + ": " + fate(plan));
    plan.preview().ownName().ifPresent(name -> row("calls itself", name));
    row("connects to", remotes(plan.preview().remotes()));
    plan.certificate().ifPresent(c -> row("certificate", c.owner() + ", until " + day(c.until())));
    for (Deed.Kind kind : Deed.Kind.values()) {
      rows(
          kind.words(),
          plan.preview().each(kind).stream().map(d -> line(plan, d.source()) + d.text()).toList());
    }
    files("holds now", plan, Outcome.INLINED);
    files("left out", plan, Outcome.DROPPED);
    files("still needs", plan, Outcome.OUTSIDE);
    files("missing", plan, Outcome.MISSING);
    if (!summary.reason().isEmpty() && plan.refusals().isEmpty()) {
      row("does not run", summary.reason());
    }
    plan.refusals().forEach(terminal::error);
  }

  private String fate(PlannedImport plan) {
    if (!plan.refusals().isEmpty()) {
      return "refused";
    }
    String would = dryRun ? "would be " : "";
    return switch (plan.target()) {
      case Target.There(String name) -> "there already as \"" + name + "\"";
      case Target.Replacing(String name) -> would + "stored in place of \"" + name + "\"";
      case Target.New(String name, String wanted) when !name.equals(wanted) ->
          would + "stored as \"" + name + "\", as another \"" + wanted + "\" is there";
      case Target.New(String name, _) -> would + "stored as \"" + name + "\"";
    };
  }

  /** The first few, and how many there are beside them. */
  static String remotes(List<String> remotes) {
    if (remotes.isEmpty()) {
      return "nobody, it waits for the other end";
    }
    String first = String.join(", ", remotes.subList(0, Math.min(REMOTES_SHOWN, remotes.size())));
    return remotes.size() <= REMOTES_SHOWN
        ? first
        : first + " and " + (remotes.size() - REMOTES_SHOWN) + " more";
  }

  /** The day of Greenwich. */
  static LocalDate day(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  private void files(String words, PlannedImport plan, Outcome outcome) {
    rows(words, plan.files(outcome).stream().map(f -> line(plan, f.source()) + f.text()).toList());
  }

  /** The line alone where it is one of the profile itself. */
  private static String line(PlannedImport plan, Source source) {
    return source instanceof Source.FileLine(String file, int line) && file.equals(plan.place())
        ? "line " + line + ": "
        : source + ": ";
  }

  private void rows(String words, List<String> rows) {
    if (rows.isEmpty()) {
      return;
    }
    terminal.line("  " + words + ":");
    rows.stream().limit(ROWS_SHOWN).forEach(row -> terminal.line("    " + row));
    if (rows.size() > ROWS_SHOWN) {
      terminal.line("    and " + (rows.size() - ROWS_SHOWN) + " more");
    }
  }

  private void row(String words, String text) {
    terminal.line("  " + words + ": " + text);
  }

  /** The sum. */
  void end(List<PlannedImport> plans) {
    long refused = plans.stream().filter(plan -> !plan.refusals().isEmpty()).count();
    long stored = plans.stream().filter(PlannedImport::writes).count();
    long there = plans.size() - refused - stored;
    String sum =
        List.of(
                stored + (dryRun ? " would be stored in " : " stored in ") + folder.path(),
                there > 0 ? there + " there already" : "",
                refused > 0 ? refused + " refused" : "",
                unreadable > 0 ? unreadable + " not read" : "")
            .stream()
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(", "));
    terminal.line(sum);
  }
}
