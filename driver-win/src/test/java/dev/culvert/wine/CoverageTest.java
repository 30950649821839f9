// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How much of driver-win has run on a Windows runtime, in all tests of this module together. The
 * last class of the module ({@code junit-platform.properties}); the page to look at is {@code
 * target/windows-coverage/html/index.html}.
 */
@Tag("wine")
@Order(Integer.MAX_VALUE)
class CoverageTest {
  private static final double LEAST_PERCENT = 85;
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @Test
  void mostLinesHaveRunOnJavaForWindows() throws IOException {
    List<Path> runs = runs();
    if (runs.isEmpty()) {
      WineNeeds.abort(
          "windows-coverage",
          "no test has run on a Windows runtime, see the reasons of the others");
    }
    LineCount lines = LineCount.read(report(runs));
    System.out.printf("Coverage of driver-win on the Windows runtime: %s%n", lines);

    assertThat(lines.percent())
        .as("lines run on the Windows runtime, of each hundred: %s", lines)
        .isGreaterThanOrEqualTo(LEAST_PERCENT);
  }

  private static List<Path> runs() throws IOException {
    if (!Files.isDirectory(Coverage.folder())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(Coverage.folder())) {
      return files.filter(file -> file.toString().endsWith(".exec")).sorted().toList();
    }
  }

  /** Merges all runs into one page and one table. */
  private static Path report(List<Path> runs) {
    Path table = Coverage.folder().resolve("lines.csv");
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Coverage.reporter().toString(),
                "report"));
    runs.forEach(run -> words.add(run.toString()));
    words.addAll(
        List.of(
            "--classfiles",
            Checkout.target().resolve("classes/dev").toString(),
            "--sourcefiles",
            Checkout.module().resolve("src/main/java").toString(),
            "--html",
            Coverage.folder().resolve("html").toString(),
            "--csv",
            table.toString()));
    Outcome outcome = Outcome.of(new ProcessBuilder(words), LIMIT);
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    return table;
  }
}
