// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.directive.DirectiveRow;
import dev.culvert.directive.DirectiveTable;
import dev.culvert.directive.FileResolver;
import dev.culvert.directive.Finding;
import dev.culvert.directive.Finding.Code;
import dev.culvert.directive.Platform;
import dev.culvert.directive.Release;
import dev.culvert.directive.Source;
import dev.culvert.directive.Statement;
import dev.culvert.directive.StatementReader;
import dev.culvert.directive.StatementReader.Entry;
import dev.culvert.directive.Verdict;
import dev.culvert.reference.Reference;
import dev.culvert.reference.ReferenceVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says everything about a profile in one pass, without connecting. */
public final class ProfileJudge {
  private final FileResolver files;
  private final Platform platform;

  public ProfileJudge(FileResolver files, Platform platform) {
    this.files = files;
    this.platform = platform;
  }

  /**
   * Judges a file.
   *
   * @param name the file's name for messages; files it names are relative to the working directory
   */
  public ProfileVerdict judge(String name, byte[] content) {
    StatementReader reader = new StatementReader(files);
    reader.file(name, content);
    return judge(name, new Source.FileLine(name, 1), reader.entries());
  }

  /** Judges OpenVPN's command line. */
  public ProfileVerdict judgeCommandLine(List<String> arguments) {
    StatementReader reader = new StatementReader(files);
    reader.commandLine(arguments);
    return judge("command line", new Source.Argument(1), reader.entries());
  }

  private ProfileVerdict judge(String name, Source start, List<Entry> entries) {
    ReferenceVerdict newer = Reference.judge(Release.V2_7, platform, files, name, entries);
    ReferenceVerdict older =
        newer.accepted() ? newer : Reference.judge(Release.V2_6, platform, files, name, entries);
    ReferenceVerdict reference = older.accepted() ? older : newer;
    List<Finding> warnings = new ArrayList<>(reference.warnings());
    if (!newer.accepted() && older.accepted()) {
      for (Finding error : newer.errors()) {
        warnings.add(
            new Finding(
                error.source(),
                error.directive(),
                Code.DEPRECATED,
                "OpenVPN 2.7 refuses it: " + error.message()));
      }
    }
    List<Finding> ignored = new ArrayList<>(reference.ignored());
    List<Refusal> refusals = new ArrayList<>();
    table(entries, refusals);
    Optional<Profile> profile = Optional.empty();
    try {
      profile = Optional.of(new ProfileReader(files, platform).read(name, start, entries));
    } catch (ProfileException e) {
      Refusal refusal = new Refusal(e.source(), e.directive(), e.reason(), e.replacement());
      if (!refusals.contains(refusal)) {
        refusals.add(refusal);
      }
    }
    profile.ifPresent(read -> read.notices().forEach(notice -> addOnce(ignored, notice)));
    RemoteNames names = RemoteNames.of(entries);
    return new ProfileVerdict(
        name,
        reference.accepted(),
        reference.errors(),
        warnings,
        ignored,
        refusals,
        names.remotes(),
        names.ciphers(),
        statements(entries),
        profile);
  }

  private static List<Statement> statements(List<Entry> entries) {
    List<Statement> statements = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry instanceof Entry.Read(Statement statement)) {
        statements.add(statement);
      }
    }
    return statements;
  }

  private static void addOnce(List<Finding> ignored, Notice notice) {
    boolean said =
        ignored.stream()
            .anyMatch(
                finding ->
                    finding.source().equals(notice.source())
                        && finding.directive().equals(notice.option()));
    if (!said) {
      ignored.add(new Finding(notice.source(), notice.option(), Code.NO_EFFECT, notice.reason()));
    }
  }

  /** What the table alone says against each line. */
  private static void table(List<Entry> entries, List<Refusal> refusals) {
    for (Entry entry : entries) {
      if (entry instanceof Entry.Read(Statement statement)) {
        Optional<DirectiveRow> row = DirectiveTable.named(statement.name());
        if (row.isPresent()) {
          refuse(statement, row.get(), refusals);
        }
      }
    }
  }

  private static void refuse(Statement statement, DirectiveRow row, List<Refusal> refusals) {
    if (row.verdict() == Verdict.REFUSED || row.verdict() == Verdict.NOT_YET) {
      refusals.add(
          new Refusal(statement.source(), statement.name(), row.reason(), row.replacement()));
    }
  }
}
