// SPDX-License-Identifier: Apache-2.0
package dev.culvert.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.directive.Platform;
import dev.culvert.directive.Release;
import dev.culvert.directive.StatementReader;
import dev.culvert.reference.OpenVpnProgram.Answer;
import dev.culvert.reference.ProfileCases.Case;
import dev.culvert.runtime.ProfileFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The real openvpn, 2.6 and 2.7, and {@link Reference} say the same to every directive and every
 * rule of the language: whether a profile is taken, and which line is the first bad one. Needs the
 * programs.
 */
@Tag("interop")
final class OpenVpnAgreementTest {
  private static final int AT_ONCE = 2;

  /** What only a run can tell, and why it is left out. */
  private static final Map<String, String> LEFT_OUT =
      Map.of(
          "plugin", "the program loads it",
          "a NUL hides", "lines are counted as the file has them",
          "x509-track", "OpenSSL knows the names of attributes",
          "providers", "OpenSSL loads them while the options are read",
          "engine", "OpenSSL loads it while the options are read");

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = Release.class,
      names = {"V2_6", "V2_7"})
  void everyDirectiveIsJudgedAsOpenVpnJudgesIt(Release release) throws Exception {
    compare(release, ProfileCases.generated());
  }

  @ParameterizedTest
  @EnumSource(
      value = Release.class,
      names = {"V2_6", "V2_7"})
  void everyRuleOfTheLanguageIsTheSame(Release release) throws Exception {
    compare(release, ProfileCases.written());
  }

  private void compare(Release release, List<Case> cases) throws Exception {
    OpenVpnProgram openvpn = OpenVpnProgram.of(release, folder);
    for (String name : List.of("ca.crt", "c.crt", "c.key", "t.key")) {
      Files.writeString(folder.resolve(name), "material\n");
    }
    Files.createDirectories(folder.resolve("sub"));
    Files.writeString(folder.resolve("sub/more.conf"), "verb 3\nnot-a-directive\n");
    Files.writeString(folder.resolve("good.conf"), "verb 3\n");
    List<String> differences = new ArrayList<>();
    int compared = 0;
    try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<String>> answers = new ArrayList<>();
      for (Case each : cases) {
        if (LEFT_OUT.keySet().stream().noneMatch(each.name()::contains)) {
          String name = "p" + answers.size() + ".ovpn";
          answers.add(pool.submit(() -> difference(openvpn, release, name, each)));
        }
      }
      for (Future<String> answer : answers) {
        compared++;
        add(differences, answer);
      }
    }
    assertThat(differences).as(String.join("\n", differences)).isEmpty();
    assertThat(compared).isGreaterThan(cases.size() / 2);
  }

  private static void add(List<String> differences, Future<String> answer)
      throws InterruptedException, ExecutionException {
    if (!answer.get().isEmpty()) {
      differences.add(answer.get());
    }
  }

  private String difference(OpenVpnProgram openvpn, Release release, String name, Case each)
      throws IOException, InterruptedException {
    Files.write(folder.resolve(name), each.bytes());
    Answer answer = openvpn.judge(name);
    ProfileFiles files = new ProfileFiles(folder);
    StatementReader reader = new StatementReader(files);
    reader.file(name, each.bytes());
    ReferenceVerdict verdict =
        Reference.judge(release, Platform.LINUX, files, name, reader.entries());
    int line =
        verdict.errors().isEmpty()
            ? 0
            : verdict.errors().getFirst().source().lineNumber().orElse(0);
    boolean same =
        answer.accepted() == verdict.accepted() && (answer.line() == 0 || answer.line() == line);
    return same ? "" : each.name() + ": openvpn " + answer + ", Culvert " + verdict.errors();
  }
}
