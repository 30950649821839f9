// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.culvert.directive.Platform;
import dev.culvert.driver.KernelDriver;
import dev.culvert.testing.CorpusFolder;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Profiles of about 90 origins, and what OpenVPN 2.6.14 and 2.7.8 said about offload for each: the
 * verdict, and word for word the first reason.
 */
@Tag("posix")
class CorpusOffloadTest {
  static Stream<Map<String, Object>> profiles() throws Exception {
    return CorpusFolder.truth();
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void theVerdictAndTheFirstNoteAreThoseOfOpenVpn(Map<String, Object> truth) throws Exception {
    String name = (String) requireNonNull(truth.get("profile"));
    ProfileReport report =
        new ProfileCheck(Platform.LINUX, Instant.parse("2026-11-24T12:00:00Z"))
            .report(
                name,
                Files.readAllBytes(CorpusFolder.profiles().resolve(name)),
                CorpusFolder.files());
    for (var version : CorpusFolder.versions(truth).entrySet()) {
      if (!Boolean.TRUE.equals(version.getValue().get("accepted"))) {
        continue;
      }
      KernelDriver driver =
          version.getKey().equals("2.6") ? KernelDriver.OVPN_DCO_V2 : KernelDriver.OVPN;
      Candidate judged =
          report.dco().drivers().stream()
              .filter(c -> c.backend().kernel().orElseThrow() == driver)
              .findFirst()
              .orElseThrow();
      Map<?, ?> dco = (Map<?, ?>) requireNonNull(version.getValue().get("dco"));
      assertThat(judged.isPossible()).as(name).isEqualTo(dco.get("possible"));
      List<String> notes = new ArrayList<>();
      judged.against().forEach(obstacle -> obstacle.note().ifPresent(notes::add));
      assertThat(notes.stream().limit(1).toList())
          .as(name + " " + version.getKey() + " " + JSON.std.asString(notes))
          .isEqualTo(dco.get("reasons"));
    }
  }
}
