// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.directive.Finding;
import dev.culvert.directive.Finding.Code;
import dev.culvert.directive.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ProfileJudgeTest {
  private static final String CLIENT =
      "client\ndev tun\nremote a 1 tcp\nca k\ncert k\nkey k\nremote-cert-tls server\n";

  @Test
  void aGoodProfileIsTakenByBoth() {
    ProfileVerdict verdict = judge(CLIENT);
    assertThat(verdict.accepted()).isTrue();
    assertThat(verdict.runs()).isTrue();
    assertThat(verdict.errors()).isEmpty();
    assertThat(verdict.warnings()).isEmpty();
    assertThat(verdict.remotes())
        .containsExactly(new ProfileVerdict.NamedRemote("a", "1", "tcp-client"));
    assertThat(verdict.ciphers()).hasSize(3);
  }

  @Test
  void allErrorsAreToldInOrder() {
    ProfileVerdict verdict = judge(CLIENT + "foo\nverb \"\nverb 1 2\nfragment 1300\nca none\n");
    assertThat(verdict.accepted()).isFalse();
    assertThat(verdict.errors())
        .extracting(Finding::code)
        .containsExactly(Code.UNKNOWN, Code.QUOTE, Code.ARGUMENTS, Code.CONFLICT, Code.FILE);
    assertThat(verdict.errors())
        .extracting(finding -> finding.source().lineNumber().orElse(0))
        .containsExactly(8, 9, 10, 11, 12);
  }

  @Test
  void whatCulvertRefusesIsNotAnErrorOfOpenVpn() {
    ProfileVerdict verdict = judge(CLIENT + "remote-random-hostname\npush-peer-info\n");
    assertThat(verdict.accepted()).isTrue();
    assertThat(verdict.runs()).isFalse();
    assertThat(verdict.refusals())
        .extracting(Refusal::directive)
        .containsExactly("remote-random-hostname", "push-peer-info");
    assertThat(verdict.refusals().getFirst().replacement()).isNotEmpty();
  }

  @Test
  void theSystemDecidesWhatIsKnown() {
    String profile = CLIENT + "register-dns\nmark 5\n";
    assertThat(errors(profile, Platform.LINUX)).containsExactly("register-dns");
    assertThat(errors(profile, Platform.WINDOWS)).containsExactly("mark");
    assertThat(judge(profile).runs()).isTrue();
  }

  @Test
  void whatOnlyTheOlderReleaseTakesIsAWarning() {
    ProfileVerdict verdict = judge(CLIENT + "connect-retry infinite\n");
    assertThat(verdict.accepted()).isTrue();
    assertThat(verdict.warnings()).extracting(Finding::code).containsExactly(Code.DEPRECATED);
  }

  private static java.util.List<String> errors(String profile, Platform platform) {
    return new ProfileJudge(ProfileJudgeTest::file, platform)
        .judge("p.ovpn", profile.getBytes(StandardCharsets.UTF_8)).errors().stream()
            .map(Finding::directive)
            .toList();
  }

  private static ProfileVerdict judge(String profile) {
    return new ProfileJudge(ProfileJudgeTest::file, Platform.LINUX)
        .judge("p.ovpn", profile.getBytes(StandardCharsets.UTF_8));
  }

  private static String file(String directory, String name) throws IOException {
    if (name.equals("k")) {
      return "content";
    }
    throw new IOException("no such file");
  }
}
