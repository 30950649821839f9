// SPDX-License-Identifier: Apache-2.0
package dev.culvert.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.culvert.library.ProfileSummary;
import dev.culvert.library.ProfileSummary.State;
import dev.culvert.runtime.ProfileFolder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the stored profiles. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List the stored profiles: whether they run, where they connect to.",
    footer = {"", "Examples:", "  culvert list", "  culvert list --json | jq '.profiles[].name'"})
final class ListVerb implements Callable<Integer> {
  private static final int SCHEMA = 1;
  private static final Duration SOON = Duration.ofDays(30);

  @Option(names = "--json", description = "print one JSON document (docs/profiles.md)")
  private boolean json;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  ListVerb() {}

  @Override
  public Integer call() throws IOException {
    Terminal terminal = Terminal.of(spec);
    ProfileFolder folder = Profiles.folder();
    Instant now = Instant.now();
    List<ProfileSummary> all;
    try {
      all =
          folder.read().profiles().stream()
              .map(profile -> Profiles.summary(profile.name(), profile.content()))
              .toList();
    } catch (IOException e) {
      terminal.error(Profiles.reason(e));
      return ExitCode.FAILED;
    }
    if (json) {
      terminal.line(
          JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(document(folder, all)));
    } else if (all.isEmpty()) {
      terminal.line("no profiles in " + folder.path() + " (culvert import brings some)");
    } else {
      all.forEach(summary -> lines(terminal, summary, now));
    }
    return ExitCode.OK;
  }

  private static void lines(Terminal terminal, ProfileSummary summary, Instant now) {
    terminal.line(summary.name() + "  (" + state(summary) + ")");
    List<String> remotes = summary.remotes();
    if (!remotes.isEmpty()) {
      terminal.line("  " + ImportReport.remotes(remotes));
    }
    if (!summary.reason().isEmpty()) {
      terminal.line("  " + summary.reason());
    }
    summary.expires().ifPresent(end -> expiry(end, now).lines().forEach(terminal::line));
  }

  private static String state(ProfileSummary summary) {
    return summary.state() == State.NEEDS_PASSWORD
        ? "asks for " + String.join(", ", summary.passwords())
        : summary.state().words();
  }

  private static String expiry(Instant end, Instant now) {
    if (end.isBefore(now)) {
      return "  its certificate expired on " + ImportReport.day(end);
    }
    return end.isBefore(now.plus(SOON))
        ? "  its certificate ends soon, on " + ImportReport.day(end)
        : "  certificate until " + ImportReport.day(end);
  }

  private static Map<String, Object> document(ProfileFolder folder, List<ProfileSummary> all) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("schema", SCHEMA);
    document.put("folder", folder.path().toString());
    document.put("profiles", all.stream().map(s -> object(folder, s)).toList());
    return document;
  }

  private static Map<String, Object> object(ProfileFolder folder, ProfileSummary summary) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", summary.name());
    object.put("file", folder.path().resolve(summary.name() + ".ovpn").toString());
    object.put("state", summary.state().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    if (!summary.reason().isEmpty()) {
      object.put("reason", summary.reason());
    }
    object.put("remotes", summary.remotes());
    object.put("asks", summary.passwords());
    summary.expires().ifPresent(end -> object.put("certificateUntil", end.toString()));
    return object;
  }
}
