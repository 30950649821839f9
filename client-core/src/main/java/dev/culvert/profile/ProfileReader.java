// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.directive.DirectiveRow;
import dev.culvert.directive.DirectiveTable;
import dev.culvert.directive.FileResolver;
import dev.culvert.directive.Finding;
import dev.culvert.directive.Finding.Code;
import dev.culvert.directive.Place;
import dev.culvert.directive.Platform;
import dev.culvert.directive.ProfileText;
import dev.culvert.directive.Release;
import dev.culvert.directive.Source;
import dev.culvert.directive.Statement;
import dev.culvert.directive.StatementReader;
import dev.culvert.directive.StatementReader.Entry;
import dev.culvert.directive.Verdict;
import dev.culvert.reference.Reference;
import dev.culvert.wire.TlsRole;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads profiles and command lines: statements, then the table, then the values and what they say
 * together. Used once for each profile.
 */
public final class ProfileReader {
  /** What the engine can do differently for each remote. */
  private static final Set<Directive> VARIABLE =
      Set.of(
          Directive.REMOTE,
          Directive.PROTO,
          Directive.PORT,
          Directive.RPORT,
          Directive.HTTP_PROXY,
          Directive.HTTP_PROXY_OPTION,
          Directive.SOCKS_PROXY);

  private static final Set<Code> RULES = Set.of(Code.CONFLICT, Code.MISSING, Code.VALUE);

  private final FileResolver files;
  private final Platform platform;
  private final List<Setting> settings = new ArrayList<>();
  private final List<Statement> statements = new ArrayList<>();
  private final List<List<Setting>> blocks = new ArrayList<>();
  private final List<Integer> above = new ArrayList<>();
  private final List<Notice> notices = new ArrayList<>();
  private String directory = "";

  /** A reader for profiles on Linux. */
  public ProfileReader(FileResolver files) {
    this(files, Platform.LINUX);
  }

  public ProfileReader(FileResolver files, Platform platform) {
    this.files = files;
    this.platform = platform;
  }

  /**
   * Reads a profile's text.
   *
   * @param name the file's name for messages; files it names are relative to the working directory
   */
  public Profile read(String name, String text) throws ProfileException {
    StatementReader reader = new StatementReader(files);
    reader.file(name, ProfileText.encode(text));
    return read(name, new Source.FileLine(name, 1), reader.entries());
  }

  /**
   * Reads OpenVPN's command line: a single file name, or {@code --directive args} in any number.
   */
  public Profile readCommandLine(List<String> arguments) throws ProfileException {
    StatementReader reader = new StatementReader(files);
    reader.commandLine(arguments);
    if (arguments.size() == 1 && !arguments.getFirst().startsWith("--")) {
      String name = arguments.getFirst();
      return read(name, new Source.FileLine(name, 1), reader.entries());
    }
    String name = "command line";
    for (Entry entry : reader.entries()) {
      if (entry instanceof Entry.Read(Statement statement)
          && statement.source() instanceof Source.FileLine file) {
        name = file.file();
      }
    }
    return read(name, new Source.Argument(1), reader.entries());
  }

  /** Reads what a {@link StatementReader} found. */
  Profile read(String name, Source start, List<Entry> entries) throws ProfileException {
    directory = lastDirectory(entries);
    for (Entry entry : entries) {
      switch (entry) {
        case Entry.Bad(Finding finding) ->
            throw new ProfileException(finding.source(), finding.directive(), finding.message());
        case Entry.Read(Statement statement) -> {
          statements.add(statement);
          take(statement);
        }
      }
    }
    Profile profile = profile(name, start);
    refuseWhatOpenVpnRefuses(name, start, entries);
    return profile;
  }

  /** The readers look at what they need; what belongs together is OpenVPN's rule. */
  private void refuseWhatOpenVpnRefuses(String name, Source start, List<Entry> entries)
      throws ProfileException {
    for (Release release : Release.values()) {
      if (Reference.judge(release, platform, files, name, entries).accepted()) {
        return;
      }
    }
    for (Finding error : Reference.judge(Release.V2_7, platform, files, name, entries).errors()) {
      if (RULES.contains(error.code())) {
        Source at = error.source() instanceof Source.Whole ? start : error.source();
        throw new ProfileException(at, error.directive(), error.message());
      }
    }
  }

  /** OpenVPN opens the files when everything is read, so that the last {@code cd} counts. */
  private static String lastDirectory(List<Entry> entries) {
    return !entries.isEmpty() && entries.getLast() instanceof Entry.Read(Statement statement)
        ? statement.directory()
        : "";
  }

  private void take(Statement statement) throws ProfileException {
    if (statement.optional() && DirectiveTable.named(statement.name()).isEmpty()) {
      notice(statement, "there is no such directive, and it is marked optional");
      return;
    }
    DirectiveRow row = Directive.check(statement);
    if (row.name().equals("connection")) {
      blocks.add(new ArrayList<>());
      above.add(settings.size());
      return;
    }
    if (!row.on(platform)) {
      notice(statement, "OpenVPN on " + platform + " does not know it; it has no effect");
    } else if (row.verdict() == Verdict.WARNED) {
      notice(statement, row.reason());
    }
    Optional<Directive> directive = Directive.of(row);
    if (directive.isPresent()) {
      take(statement, directive.get());
    }
  }

  private void take(Statement statement, Directive directive) throws ProfileException {
    Setting setting =
        new Setting(
            directive,
            statement.name(),
            statement.line().args(),
            statement.source(),
            content(statement, directive));
    if (!statement.inConnection()) {
      settings.add(setting);
    } else if (VARIABLE.contains(directive)) {
      blocks.get(statement.connection()).add(setting);
    } else {
      throw new ProfileException(
          statement.source(),
          statement.name(),
          "a value for one connection only is not supported yet",
          "the same line outside the connection block");
    }
  }

  private @Nullable String content(Statement statement, Directive directive)
      throws ProfileException {
    List<String> args = statement.line().args();
    Optional<String> authfile =
        ProxyReader.authfile(directive, args).or(() -> LoginReader.file(directive, args));
    boolean file = directive.row().is(Place.FILE) || authfile.isPresent();
    if (statement.line().inline() != null || !file) {
      return statement.line().inline();
    }
    String name = authfile.orElse(statement.arg(0, ""));
    try {
      String text = files.read(directory, name);
      return text.endsWith("\n") ? text : text + "\n";
    } catch (IOException e) {
      throw new ProfileException(
          statement.source(),
          statement.name(),
          "file " + ProfileText.quote(name) + " cannot be read: " + e.getMessage());
    }
  }

  private void notice(Statement statement, String text) {
    notices.add(new Notice(statement.source(), statement.name(), text));
  }

  private Profile profile(String name, Source start) throws ProfileException {
    List<Settings.Block> all = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      all.add(new Settings.Block(blocks.get(i), above.get(i)));
    }
    return profile(name, start, new Settings(settings, all));
  }

  private Profile profile(String name, Source start, Settings all) throws ProfileException {
    Profile.Mode mode =
        all.has(Directive.CLIENT) || all.has(Directive.PULL)
            ? Profile.Mode.CLIENT
            : Profile.Mode.POINT_TO_POINT;
    TlsRole role = ProfileChecks.role(all, mode, start);
    LinkOptions link = LinkReader.read(all, mode);
    TunnelOptions tunnel = TunnelReader.read(all);
    TlsOptions tls = TlsReader.read(all, role);
    DataOptions data = DataReader.read(all, mode, notices);
    ProfileChecks.check(all, mode, link, tls, start);
    acceptedWithoutEffect(all);
    return new Profile(
        name,
        mode,
        link,
        tunnel,
        tls,
        data,
        LoginReader.read(all),
        process(all),
        statements,
        notices);
  }

  private void acceptedWithoutEffect(Settings all) {
    all.last(Directive.DH)
        .filter(dh -> !dh.arg(0, "").equals("none"))
        .ifPresent(dh -> notices.add(new Notice(dh.source(), "dh", "has no effect here")));
  }

  private static ProcessOptions process(Settings all) throws ProfileException {
    Optional<Setting> verb = all.last(Directive.VERB);
    Optional<Setting> mute = all.last(Directive.MUTE);
    return new ProcessOptions(
        verb.isEmpty() ? 1 : Values.integer(verb.get(), 0, "verbosity", 0, 11),
        mute.isEmpty() ? 0 : Values.integer(mute.get(), 0, "number", 0, Integer.MAX_VALUE));
  }
}
