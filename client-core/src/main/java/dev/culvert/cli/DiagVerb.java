// SPDX-License-Identifier: Apache-2.0
package dev.culvert.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.culvert.diag.Diagnosis;
import dev.culvert.diag.SelfTest;
import dev.culvert.diag.SelfTestReport;
import dev.culvert.diag.TunnelProof;
import dev.culvert.driver.Finding;
import dev.culvert.driver.PlatformProvider;
import dev.culvert.runtime.OwnerOnlyFile;
import dev.culvert.runtime.Platforms;
import dev.culvert.runtime.Signals;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells what there is on this system, and tries it out when asked to. */
@Command(
    name = "diag",
    mixinStandardHelpOptions = true,
    description = {
      "Tell what Culvert finds on this system. With --selftest run its parts on the real thing,",
      "driver and network, in less than two minutes; everything is as before afterwards.",
      "Neither keys nor names of users are in the result."
    })
final class DiagVerb implements Callable<Integer> {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int NOT_DONE = 2;
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss", Locale.ROOT);

  @Option(names = "--selftest", description = "run Culvert's parts on the real driver and network")
  private boolean selfTest;

  @Option(names = "--yes", description = "do not ask before the network is changed")
  private boolean yes;

  @Option(names = "--json", description = "print one JSON document instead of lines")
  private boolean json;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "write the JSON document there, readable for you alone"
              + " (with --selftest by default: culvert-selftest-DATE.json)")
  private @Nullable Path out;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  DiagVerb() {}

  @Override
  public Integer call() throws InterruptedException {
    Optional<PlatformProvider> platform = Platforms.here();
    if (platform.isEmpty()) {
      complain("there is no driver module for " + System.getProperty("os.name"));
      return FAILED;
    }
    try {
      Diagnosis diagnosis = Diagnosis.of(Version.NUMBER, platform.get());
      return selfTest ? test(diagnosis, platform.get()) : tell(diagnosis);
    } catch (IOException e) {
      complain(String.valueOf(e.getMessage()));
      return NOT_DONE;
    }
  }

  private int tell(Diagnosis diagnosis) throws IOException {
    Map<String, Object> document = diagnosis.document(Instant.now());
    Path file = out;
    if (file != null) {
      try (OwnerOnlyFile result = OwnerOnlyFile.begin(file)) {
        result.finish(text(document));
      }
    }
    if (json) {
      say(text(document));
    } else {
      show(diagnosis);
    }
    return OK;
  }

  private void show(Diagnosis diagnosis) {
    for (Finding fact : diagnosis.facts()) {
      lines().println(fact.about() + ": " + fact.text());
    }
    lines().flush();
  }

  private int test(Diagnosis diagnosis, PlatformProvider platform)
      throws IOException, InterruptedException {
    Optional<String> missing = platform.missingRights();
    if (missing.isPresent()) {
      complain("the self-test changes the network: " + missing.get());
      return NOT_DONE;
    }
    if (!yes && !agreed()) {
      complain("nothing was done");
      return NOT_DONE;
    }
    Path file = out != null ? out : Path.of("culvert-selftest-" + stamp() + ".json");
    try (OwnerOnlyFile result = OwnerOnlyFile.begin(file)) {
      show(diagnosis);
      SelfTest test =
          new SelfTest(
              platform.selfChecks(new TunnelProof(platform, Version.NUMBER)),
              new SelfTestView(lines()));
      Signals.onStop(
          _ -> {
            complain("stopping: what is under way ends first, then everything is cleaned up");
            test.stop();
          });
      Instant begin = Instant.now();
      SelfTestReport report = new SelfTestReport(diagnosis, begin, test.run());
      String document = text(report.document(Instant.now()));
      result.finish(document);
      lines().println(report.summary());
      lines().println("result: " + result.path());
      lines().flush();
      if (json) {
        say(document);
      }
      return report.ok() ? OK : FAILED;
    }
  }

  private static String stamp() {
    return LocalDateTime.now(ZoneId.systemDefault()).format(STAMP);
  }

  /** Asks on the terminal; an input that has ended says no. */
  private boolean agreed() throws IOException {
    PrintWriter terminal = spec.commandLine().getErr();
    terminal.println("The self-test makes an adapter if there is none of Culvert's, connects a");
    terminal.println(
        "tunnel within this computer, and sets addresses and routes of 198.19.0.0/16.");
    terminal.println("Existing connections stay. Everything is undone in the end.");
    terminal.print("Go on? [y/N] ");
    terminal.flush();
    // Not closed: standard input belongs to the process.
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
    String answer = in.readLine();
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
  }

  private static String text(Map<String, Object> document) throws IOException {
    return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(document);
  }

  /** Where lines for people go: the document has standard output to itself. */
  private PrintWriter lines() {
    return json ? spec.commandLine().getErr() : spec.commandLine().getOut();
  }

  private void say(String text) {
    spec.commandLine().getOut().println(text);
    spec.commandLine().getOut().flush();
  }

  private void complain(String text) {
    spec.commandLine().getErr().println("culvert: " + text);
    spec.commandLine().getErr().flush();
  }
}
