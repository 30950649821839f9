// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.wire.TlsRole;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads profiles and command lines: lines, then the table, then the values and what they say
 * together. Used once for each profile.
 */
public final class ProfileReader {
  private static final int MAX_INCLUDES = 10;

  private final FileResolver files;
  private final List<Setting> settings = new ArrayList<>();
  private final List<Notice> notices = new ArrayList<>();
  private String directory = "";

  public ProfileReader(FileResolver files) {
    this.files = files;
  }

  /**
   * Reads a profile's text.
   *
   * @param name the file's name for messages; files it names are relative to the working directory
   */
  public Profile read(String name, String text) throws ProfileException {
    takeLines(Lexer.lines(name, text), 0);
    return profile(name, new Source.FileLine(name, 1));
  }

  /**
   * Reads OpenVPN's command line: a single file name, or {@code --directive args} in any number.
   */
  public Profile readCommandLine(List<String> arguments) throws ProfileException {
    Source start = new Source.Argument(1);
    if (arguments.size() == 1 && !arguments.getFirst().startsWith("--")) {
      include(new Line(start, List.of("config", arguments.getFirst()), null), 0);
      return profile(arguments.getFirst(), new Source.FileLine(arguments.getFirst(), 1));
    }
    takeLines(commandLines(arguments), 0);
    String name = "command line";
    for (Setting setting : settings) {
      name = setting.source() instanceof Source.FileLine file ? file.file() : name;
    }
    return profile(name, start);
  }

  private static List<Line> commandLines(List<String> arguments) throws ProfileException {
    List<Line> lines = new ArrayList<>();
    int at = 0;
    while (at < arguments.size()) {
      Source source = new Source.Argument(at + 1);
      String first = arguments.get(at);
      if (!first.startsWith("--") || first.length() == 2) {
        throw new ProfileException(
            source,
            "command line",
            "--directive expected, " + ProfileException.quote(first) + " found");
      }
      List<String> tokens = new ArrayList<>(List.of(first.substring(2)));
      for (at++; at < arguments.size() && !arguments.get(at).startsWith("--"); at++) {
        tokens.add(arguments.get(at));
      }
      lines.add(new Line(source, tokens, null));
    }
    return lines;
  }

  private void takeLines(List<Line> lines, int depth) throws ProfileException {
    for (Line line : lines) {
      List<String> words = line.tokens();
      if (words.size() > 2 && line.name().equals("setenv") && words.get(1).equals("opt")) {
        takeOptional(new Line(line.source(), words.subList(2, words.size()), null), depth);
      } else {
        take(line, depth);
      }
    }
  }

  private void take(Line line, int depth) throws ProfileException {
    Setting setting = Directive.check(line);
    switch (setting.directive()) {
      case CONFIG -> include(line, depth);
      case CD -> directory = setting.arg(0, "");
      default -> settings.add(withContent(setting));
    }
  }

  /** {@code setenv opt}: an option that may be unknown. */
  private void takeOptional(Line line, int depth) throws ProfileException {
    if (Directive.named(line.name()).isPresent()) {
      take(line, depth);
    } else {
      notices.add(new Notice(line.source(), line.name(), "not supported yet, and marked optional"));
    }
  }

  private void include(Line line, int depth) throws ProfileException {
    if (depth >= MAX_INCLUDES) {
      throw new ProfileException(
          line.source(), "config", "at most 10 files within each other expected, more found");
    }
    String name = line.tokens().get(1);
    takeLines(Lexer.lines(name, file(line.source(), "config", name)), depth + 1);
  }

  private Setting withContent(Setting setting) throws ProfileException {
    Optional<String> authfile = ProxyReader.authfile(setting);
    boolean file = setting.directive().verdict() == Directive.Verdict.FILE;
    if (setting.content() != null || (!file && authfile.isEmpty())) {
      return setting;
    }
    return new Setting(
        setting.directive(),
        setting.name(),
        setting.args(),
        setting.source(),
        file(setting.source(), setting.name(), authfile.orElse(setting.arg(0, ""))));
  }

  private String file(Source source, String directive, String name) throws ProfileException {
    try {
      return files.read(directory, name);
    } catch (IOException e) {
      throw new ProfileException(
          source,
          directive,
          "file " + ProfileException.quote(name) + " cannot be read: " + e.getMessage());
    }
  }

  private Profile profile(String name, Source start) throws ProfileException {
    Settings all = new Settings(settings);
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
        process(all),
        NeedsReader.read(all, link, tunnel, start),
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
