// SPDX-License-Identifier: Apache-2.0
package dev.culvert.cli;

import dev.culvert.directive.FileResolver;
import dev.culvert.directive.Platform;
import dev.culvert.readiness.ProfileCheck;
import dev.culvert.readiness.ProfileReport;
import dev.culvert.runtime.ProfileFinder;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what can be said about profiles without using them. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Look at profiles without connecting: errors, insecure settings, what carries the data and"
          + " why, certificates. Needs no network, no rights and no driver.",
      "Exit code 0 if Culvert would connect with all of them, 3 if not."
    })
final class CheckVerb implements Callable<Integer> {
  private static final int INVALID = 3;

  @Option(names = "--json", description = "print one JSON document (docs/json.md)")
  private boolean json;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "profiles, folders with *.ovpn and *.conf, zip archives of them")
  private List<String> files = new ArrayList<>();

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  CheckVerb() {}

  @Override
  public Integer call() throws IOException {
    Reports reports = new Reports(new ProfileCheck(platform(), Instant.now()));
    ProfileFinder finder = new ProfileFinder(reports);
    files.forEach(finder::find);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(CheckDocument.text(reports.found));
    } else {
      CheckView.print(reports.found, out);
    }
    out.flush();
    return reports.found.stream().allMatch(ProfileReport::runs) ? 0 : INVALID;
  }

  private static Platform platform() {
    return System.getProperty("os.name").startsWith("Windows") ? Platform.WINDOWS : Platform.LINUX;
  }

  /** A report for each profile that is found, and for what should be one. */
  private static final class Reports implements ProfileFinder.Visitor {
    private final ProfileCheck check;
    private final List<ProfileReport> found = new ArrayList<>();

    Reports(ProfileCheck check) {
      this.check = check;
    }

    @Override
    public void found(String name, byte[] content, FileResolver resolver) {
      found.add(check.report(name, content, resolver));
    }

    @Override
    public void unreadable(String name, String reason) {
      found.add(check.unreadable(name, reason));
    }
  }
}
