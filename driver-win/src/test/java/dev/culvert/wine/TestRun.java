// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * All unit tests of one module in one Java for Windows, with JUnit's console launcher.
 *
 * @param module the name of the module, for files and messages
 * @param testClasses the folder whose tests are run
 * @param classPath everything they need, as a class path of Linux
 * @param options for the virtual machine
 */
record TestRun(String module, Path testClasses, String classPath, List<String> options) {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /**
   * Groups that stay on Linux: those that use its kernel or the real OpenVPN, those whose subject
   * is a POSIX file system, those that start Wine themselves, and those that Wine's sockets or
   * processes do not survive: after TCP by selectors Wine 8 ended in its own heap (observed).
   */
  private static final List<String> NOT_ON_WINDOWS =
      List.of("interop", "native-linux", "posix", "wine", "not-under-wine");

  /** Runs them. */
  List<TestResult> on(WineRig rig) throws IOException {
    Path reports = Checkout.target().resolve("windows-reports").resolve(module);
    Outcome outcome = Outcome.of(rig.javaCommand(words(reports)), LIMIT);
    // 0: all passed, 1: some failed; anything else is no test run at all.
    if (outcome.exitCode() > 1) {
      throw new AssertionError("the tests of " + module + " did not run: " + outcome);
    }
    List<TestResult> results = TestResult.read(reports);
    boolean failed = results.stream().anyMatch(result -> result.failure().isPresent());
    if (failed != (outcome.exitCode() == 1)) {
      throw new AssertionError("what failed in " + module + " is not in its report: " + outcome);
    }
    return results;
  }

  private List<String> words(Path reports) {
    List<String> words =
        new ArrayList<>(
            List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-Xmx1g"));
    words.addAll(options);
    words.addAll(
        List.of(
            "-cp",
            WindowsPath.list(classPath) + ";" + WindowsPath.of(launcher()),
            "org.junit.platform.console.ConsoleLauncher",
            "execute",
            "--disable-banner",
            "--disable-ansi-colors",
            "--details=summary",
            "--fail-if-no-tests",
            "--scan-classpath=" + WindowsPath.of(testClasses),
            "--reports-dir=" + WindowsPath.of(reports)));
    for (String group : NOT_ON_WINDOWS) {
      words.add("--exclude-tag=" + group);
    }
    return words;
  }

  private static Path launcher() {
    return Checkout.target().resolve("windows-lib/junit-platform-console-standalone.jar");
  }
}
