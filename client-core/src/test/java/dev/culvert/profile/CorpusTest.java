// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.directive.Finding;
import dev.culvert.directive.Platform;
import dev.culvert.runtime.ProfileFiles;
import dev.culvert.testing.Corpus;
import dev.culvert.testing.Corpus.Said;
import dev.culvert.testing.Corpus.Truth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real-life profiles: OpenVPN's verdict and the line of its first error, 2.6 or 2.7. Needs the
 * corpus in the shared folder. What differs on purpose stands in docs/config-differences.md.
 */
@Tag("posix")
final class CorpusTest {
  private static final Path DIFFERENCES = Path.of("../docs/config-differences.md");

  @TempDir Path folder;

  @Test
  void realProfilesAreJudgedAsOpenVpnJudgesThem() throws IOException {
    Corpus corpus = Corpus.copyTo(folder);
    ProfileFiles files = new ProfileFiles(corpus.profiles());
    Set<String> differing = new TreeSet<>();
    List<String> details = new ArrayList<>();
    int compared = 0;
    for (Truth truth : corpus.truths()) {
      byte[] content = Files.readAllBytes(corpus.profiles().resolve(truth.profile()));
      ProfileVerdict verdict =
          new ProfileJudge(files, Platform.LINUX).judge(truth.profile(), content);
      compared++;
      for (String difference : differences(truth, verdict)) {
        differing.add(truth.profile());
        details.add(truth.profile() + ": " + difference);
      }
    }
    assertThat(compared).isGreaterThan(130);
    assertThat(differing).as(String.join("\n", details)).isEqualTo(reviewed());
  }

  private static List<String> differences(Truth truth, ProfileVerdict verdict) {
    Said said = truth.newer();
    if (said.accepted() != verdict.accepted() && truth.older().accepted() == verdict.accepted()) {
      said = truth.older();
    }
    if (said.accepted() != verdict.accepted()) {
      return List.of(
          said.accepted()
              ? "OpenVPN accepts, Culvert says " + verdict.errors()
              : "OpenVPN says " + said.error() + ", Culvert accepts");
    }
    List<String> found = new ArrayList<>();
    int line =
        verdict.errors().stream()
            .mapToInt(error -> error.source().lineNumber().orElse(0))
            .filter(number -> number > 0)
            .findFirst()
            .orElse(0);
    if (said.line() > 0 && said.line() != line) {
      found.add("OpenVPN's first error is in line " + said.line() + ", Culvert's in " + line);
    }
    List<String> ignored = verdict.ignored().stream().map(Finding::directive).toList();
    for (String option : said.ignored()) {
      if (!ignored.contains(option)) {
        found.add("OpenVPN passes over " + option + ", Culvert says nothing");
      }
    }
    return found;
  }

  /** The first cells of the table's rows. */
  private static Set<String> reviewed() throws IOException {
    Set<String> names = new TreeSet<>();
    for (String line : Files.readAllLines(DIFFERENCES)) {
      if (line.startsWith("| `")) {
        names.add(line.substring(3, line.indexOf('`', 3)));
      }
    }
    return names;
  }
}
