// SPDX-License-Identifier: Apache-2.0
package dev.culvert.reference;

import dev.culvert.directive.DirectiveRow;
import dev.culvert.directive.DirectiveTable;
import dev.culvert.directive.FileResolver;
import dev.culvert.directive.Finding;
import dev.culvert.directive.Finding.Code;
import dev.culvert.directive.Place;
import dev.culvert.directive.Platform;
import dev.culvert.directive.Release;
import dev.culvert.directive.Source;
import dev.culvert.directive.Statement;
import dev.culvert.directive.StatementReader.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One release of OpenVPN on one system as a judge of statements: line by line as its parser, then
 * the profile as a whole. It goes on after an error, where OpenVPN stops.
 */
public final class Reference {
  private final Release release;
  private final Platform platform;
  private final FileResolver files;
  private final List<Finding> errors = new ArrayList<>();
  private final List<Finding> warnings = new ArrayList<>();
  private final List<Finding> ignored = new ArrayList<>();
  private final List<Statement> taken = new ArrayList<>();
  private boolean blockSeen;

  private Reference(Release release, Platform platform, FileResolver files) {
    this.release = release;
    this.platform = platform;
    this.files = files;
  }

  /**
   * Judges a profile.
   *
   * @param name of the profile, for what no line says
   */
  public static ReferenceVerdict judge(
      Release release, Platform platform, FileResolver files, String name, List<Entry> entries) {
    return new Reference(release, platform, files).judge(name, entries);
  }

  private ReferenceVerdict judge(String name, List<Entry> entries) {
    for (Entry entry : entries) {
      switch (entry) {
        case Entry.Bad(Finding finding) -> errors.add(finding);
        case Entry.Read(Statement statement) -> take(statement);
      }
    }
    Options options = new Options(taken, release, new Source.Whole(name));
    WholeProfile whole = new WholeProfile(options, files);
    whole.check();
    errors.addAll(whole.errors());
    warnings.addAll(whole.warnings());
    return new ReferenceVerdict(release, errors, warnings, ignored);
  }

  private void take(Statement statement) {
    Optional<DirectiveRow> row = DirectiveTable.named(statement.name());
    if (row.isEmpty()) {
      unknown(statement, Code.UNKNOWN, "there is no such directive");
    } else if (TableRules.isRefusedByName(row.get(), release)
        && row.get().arity(release).allows(statement.count())) {
      errors.add(finding(statement, Code.VERSION, row.get().reason()));
    } else if (!row.get().in(release)) {
      unknown(statement, Code.VERSION, "OpenVPN " + release + " has no such directive");
    } else if (!row.get().on(platform)) {
      unknown(statement, Code.PLATFORM, "OpenVPN on " + platform + " does not know it");
    } else if (!fits(statement, row.get())) {
      unknown(
          statement,
          Code.ARGUMENTS,
          row.get().arity(release) + " expected, " + statement.count() + " found");
    } else {
      take(statement, row.get());
    }
  }

  /** Two directives count their arguments by what they are. */
  private boolean fits(Statement statement, DirectiveRow row) {
    boolean odd =
        switch (row.name()) {
          case "crl-verify" -> statement.count() == 2 && !statement.arg(1, "").equals("dir");
          case "server-bridge" ->
              statement.count() > 0
                  && statement.count() < 4
                  && !(statement.count() == 1 && statement.arg(0, "").equals("nogw"));
          default -> false;
        };
    return !odd && row.arity(release).allows(statement.count());
  }

  private void take(Statement statement, DirectiveRow row) {
    if (row.is(Place.PUSHED_ONLY) || row.is(Place.CLIENT_FILE)) {
      errors.add(finding(statement, Code.CONTEXT, "cannot stand in a profile"));
      return;
    }
    if (statement.inConnection() && !fitsConnection(row)) {
      errors.add(finding(statement, Code.CONTEXT, "cannot stand in a connection block"));
      return;
    }
    if (statement.line().inline() != null && !row.is(Place.INLINE)) {
      errors.add(finding(statement, Code.INLINE, "cannot be an inline block"));
      return;
    }
    if (row.is(Place.TOOL)) {
      errors.add(finding(statement, Code.CONTEXT, row.reason()));
      return;
    }
    value(statement, row);
  }

  private boolean fitsConnection(DirectiveRow row) {
    return row.is(Place.CONNECTION)
        || (release == Release.V2_7 && row.name().equals("comp-noadapt"));
  }

  private void value(Statement statement, DirectiveRow row) {
    Optional<String> problem =
        statement.line().inline() == null
            ? TableRules.problem(row, statement.line().args(), release)
            : Optional.empty();
    problem = problem.or(() -> ValueRules.problem(statement, row, release, files));
    if (problem.isPresent()) {
      errors.add(finding(statement, Code.VALUE, problem.get()));
      return;
    }
    taken.add(statement);
    remark(statement, row);
  }

  private void remark(Statement statement, DirectiveRow row) {
    if (row.name().equals("connection")) {
      blockSeen = statement.line().inline() != null || blockSeen;
    } else if (blockSeen && !statement.inConnection() && row.is(Place.CONNECTION)) {
      ignored.add(
          finding(
              statement,
              Code.NO_EFFECT,
              "it stands after a connection block, and counts for nothing"));
    } else if (TableRules.isPassedOver(row, release)) {
      ignored.add(finding(statement, Code.NO_EFFECT, "OpenVPN " + release + " passes it over"));
    }
  }

  private void unknown(Statement statement, Code code, String text) {
    if (statement.optional()) {
      ignored.add(finding(statement, code, text));
    } else {
      errors.add(finding(statement, code, text));
    }
  }

  static Finding finding(Statement statement, Code code, String text) {
    return new Finding(statement.source(), statement.name(), code, text);
  }
}
