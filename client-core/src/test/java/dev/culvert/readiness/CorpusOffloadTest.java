// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.directive.Platform;
import dev.culvert.driver.KernelDriver;
import dev.culvert.runtime.ProfileFiles;
import dev.culvert.testing.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Profiles of about 90 origins, and what OpenVPN 2.6.14 and 2.7.8 said about offload for each: the
 * verdict, and word for word the first reason.
 */
@Tag("posix")
class CorpusOffloadTest {
  @TempDir Path folder;

  @Test
  void theVerdictAndTheFirstNoteAreThoseOfOpenVpn() throws IOException {
    Corpus corpus = Corpus.copyTo(folder);
    ProfileCheck check = new ProfileCheck(Platform.LINUX, Instant.parse("2026-11-24T12:00:00Z"));
    ProfileFiles files = new ProfileFiles(corpus.profiles());
    int compared = 0;
    for (Corpus.Truth truth : corpus.truths()) {
      byte[] content = Files.readAllBytes(corpus.profiles().resolve(truth.profile()));
      ProfileReport report = check.report(truth.profile(), content, files);
      compared += compare(report, truth.older(), KernelDriver.OVPN_DCO_V2);
      compared += compare(report, truth.newer(), KernelDriver.OVPN);
      if (truth.newer().accepted()) {
        Corpus.Offload said = requireNonNull(truth.newer().offload());
        assertThat(report.dco().isPossible()).as(truth.profile()).isEqualTo(said.possible());
      }
    }
    assertThat(compared).isGreaterThan(170);
  }

  /** Each release has its driver: 2.6 the module beside the kernel, 2.7 the one in it. */
  private static int compare(ProfileReport report, Corpus.Said said, KernelDriver driver) {
    if (!said.accepted()) {
      return 0;
    }
    Corpus.Offload offload = requireNonNull(said.offload());
    Candidate judged =
        report.dco().drivers().stream()
            .filter(candidate -> candidate.backend().kernel().equals(Optional.of(driver)))
            .findFirst()
            .orElseThrow();
    assertThat(judged.isPossible()).as(report.file()).isEqualTo(offload.possible());
    List<String> notes =
        judged.against().stream().flatMap(obstacle -> obstacle.note().stream()).limit(1).toList();
    assertThat(notes).as(report.file()).isEqualTo(offload.reasons());
    return 1;
  }
}
