// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("wine")
class WineRigTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @Test
  void runsJavaForWindowsAndOtherPrograms() {
    try (WineRig rig = WineRig.start("wine")) {
      Outcome java =
          Outcome.of(rig.javaCommand(List.of("-XshowSettings:properties", "-version")), LIMIT);
      Outcome cmd =
          Outcome.of(
              rig.programCommand("C:\\windows\\system32\\cmd.exe", List.of("/c", "exit", "7")),
              LIMIT);

      assertThat(java.output()).contains("os.name = Windows");
      assertThat(java.exitCode()).isZero();
      assertThat(cmd.exitCode()).isEqualTo(7);
    }
  }

  @Test
  void pathsBecomeWindowsPaths() {
    assertThat(WindowsPath.of(Path.of("/a/./b c.jar"))).isEqualTo("Z:\\a\\b c.jar");
    assertThat(WindowsPath.list("/a/b.jar:/c")).isEqualTo("Z:\\a\\b.jar;Z:\\c");
  }
}
