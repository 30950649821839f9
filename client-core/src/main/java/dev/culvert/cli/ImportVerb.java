// SPDX-License-Identifier: Apache-2.0
package dev.culvert.cli;

import dev.culvert.library.Candidate;
import dev.culvert.library.ImportOptions;
import dev.culvert.library.ImportPlanner;
import dev.culvert.library.PlannedImport;
import dev.culvert.library.ZipRefusedException;
import dev.culvert.profile.ProfileException;
import dev.culvert.runtime.ImportSource;
import dev.culvert.runtime.ProfileDownload;
import dev.culvert.runtime.ProfileFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Stores profiles with all their files. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Store profiles in your profile folder, with the files they name inside them.",
      "Shows what each of them may do. A profile that runs programs is refused."
    },
    footer = {
      "",
      "Examples:",
      "  culvert import work.ovpn ~/vpn/ provider.zip",
      "  culvert import --dry-run https://vpn.example.org/me.ovpn",
      "",
      "Exit code: 0 all imported or there already, 1 something could not be read or written,",
      "2 wrong usage, 3 a profile is invalid or was refused."
    })
final class ImportVerb implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "PATH|URL",
      description = "profile, folder, zip, or http(s) link to a profile or zip")
  private List<String> places = new ArrayList<>();

  @Option(names = "--dry-run", description = "show what would happen and store nothing")
  private boolean dryRun;

  @Option(names = "--allow-scripts", description = "take profiles that run programs or plug-ins")
  private boolean scripts;

  @Option(names = "--allow-missing", description = "take profiles whose files cannot be read")
  private boolean missing;

  @Option(
      names = "--with-passwords",
      description = "store the file of auth-user-pass too; without it you are asked")
  private boolean passwords;

  @Option(names = "--replace", description = "put a profile in the place of one of the same name")
  private boolean replace;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  private final ExitCode exit = new ExitCode();

  ImportVerb() {}

  @Override
  public Integer call() throws InterruptedException {
    Terminal terminal = Terminal.of(spec);
    ProfileFolder folder = Profiles.folder();
    ImportReport report = new ImportReport(terminal, folder, dryRun);
    try {
      ImportPlanner planner =
          new ImportPlanner(folder.read(), new ImportOptions(scripts, missing, passwords, replace));
      List<PlannedImport> plans = plans(planner, report);
      if (!dryRun) {
        folder.store(plans);
      }
      report.end(plans);
    } catch (IOException e) {
      terminal.error(Profiles.reason(e));
      exit.failed();
    }
    return exit.code();
  }

  private List<PlannedImport> plans(ImportPlanner planner, ImportReport report)
      throws InterruptedException {
    ImportSource source = new ImportSource(new ProfileDownload());
    List<PlannedImport> plans = new ArrayList<>();
    for (String place : places) {
      try {
        ImportSource.Found found = source.find(place);
        for (String problem : found.problems()) {
          report.unreadable(problem);
          exit.failed();
        }
        for (Candidate candidate : found.candidates()) {
          plan(planner, candidate, report).ifPresent(plans::add);
        }
      } catch (ZipRefusedException e) {
        report.unreadable(Profiles.reason(e));
        exit.invalid();
      } catch (IOException e) {
        report.unreadable(Profiles.reason(e));
        exit.failed();
      }
    }
    return plans;
  }

  private Optional<PlannedImport> plan(
      ImportPlanner planner, Candidate candidate, ImportReport report) {
    try {
      PlannedImport plan = planner.plan(candidate);
      report.preview(plan, Profiles.summary(plan.target().name(), plan.content()));
      if (!plan.refusals().isEmpty()) {
        exit.invalid();
      }
      return Optional.of(plan);
    } catch (ProfileException e) {
      report.unreadable(Profiles.reason(e));
      exit.invalid();
      return Optional.empty();
    }
  }
}
