// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code culvert.cmd} under Wine's cmd starts what {@code ./culvert} starts on Linux. */
@Tag("wine")
class CulvertCmdTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** Wine 8 lacks a call that the virtual machine asks for; it says so and goes on. */
  private static final String OF_WINE =
      "OpenJDK 64-Bit Server VM warning: Attempt to get process group affinity failed";

  @TempDir static Path temp;

  private static WineRig rig;
  private static BuiltCheckout checkout;

  @BeforeAll
  static void start() throws IOException {
    rig = WineRig.start("culvert.cmd");
    checkout = BuiltCheckout.in(temp.resolve("My Culvert! (1)"));
  }

  @AfterAll
  static void stop() {
    if (rig != null) {
      rig.close();
    }
  }

  /** Exit codes 0, 0, 2 and 1; the words of a line are separated by {@code |}. */
  @ParameterizedTest
  @ValueSource(strings = {"--version", "", "demo|--no-such-option", "--config|no such 100!.ovpn"})
  void saysAndReturnsWhatTheProgramDoesOnLinux(String line) {
    List<String> words = line.isEmpty() ? List.of() : Arrays.asList(line.split("\\|", -1));

    assertThat(onWindows(rig.folder().resolve("runtime"), words)).isEqualTo(onLinux(words));
  }

  @Test
  void runsTheDemo() {
    Outcome demo = onWindows(rig.folder().resolve("runtime"), List.of("demo"));

    assertThat(demo.output()).contains("0 lost through 2 renegotiations and a restart");
    assertThat(demo.exitCode()).isZero();
  }

  @Test
  void aJavaThatIsTooOldIsNotTaken() throws IOException {
    Path old = javaHome("17.0.9", "java.exe");

    Outcome outcome = onWindows(old, List.of("--version"));

    assertThat(outcome.output()).startsWith("Culvert needs a JDK 25 or newer");
    assertThat(outcome.exitCode()).isEqualTo(1);
  }

  @Test
  void buildingTakesAJdkAndMaven() throws IOException {
    Path unbuilt = Files.createDirectory(temp.resolve("unbuilt"));
    Files.copy(checkout.folder().resolve("culvert.cmd"), unbuilt.resolve("culvert.cmd"));

    Outcome runtimeOnly = cmd(unbuilt, javaHome("25.0.2", "java.exe"), List.of("--version"));
    Outcome noMaven = cmd(unbuilt, javaHome("25.0.2", "javac.exe"), List.of("--version"));

    assertThat(runtimeOnly.output()).startsWith("Culvert needs a JDK 25 or newer");
    assertThat(noMaven.output()).startsWith("Culvert is built with Maven 3.8 or newer");
    assertThat(List.of(runtimeOnly.exitCode(), noMaven.exitCode())).containsOnly(1);
  }

  /** A folder that looks like a Java of that version with that one program. */
  private static Path javaHome(String version, String program) throws IOException {
    Path home = temp.resolve("Java (x86) " + version + " " + program);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("bin").resolve(program), "");
    Files.writeString(
        home.resolve("release"),
        "IMPLEMENTOR=\"Somebody\"\r\nJAVA_VERSION=\"%s\"\r\nJAVA_VERSION_DATE=\"2026-01-20\"\r\n"
            .formatted(version));
    return home;
  }

  private static Outcome onWindows(Path javaHome, List<String> words) {
    return cmd(checkout.folder(), javaHome, words);
  }

  private static Outcome cmd(Path folder, Path javaHome, List<String> words) {
    List<String> arguments = new ArrayList<>(List.of("/c", "culvert.cmd"));
    arguments.addAll(words);
    ProcessBuilder cmd =
        rig.programCommand("C:\\windows\\system32\\cmd.exe", arguments).directory(folder.toFile());
    cmd.environment().put("JAVA_HOME", WindowsPath.of(javaHome));
    // Windows has no TERM; picocli takes one there for a terminal with colours.
    cmd.environment().remove("TERM");
    Outcome outcome = Outcome.of(cmd, LIMIT);
    String own =
        outcome
            .output()
            .lines()
            .filter(line -> !line.startsWith(OF_WINE))
            .map(line -> line + "\n")
            .collect(Collectors.joining());
    return new Outcome(outcome.exitCode(), own);
  }

  private static Outcome onLinux(List<String> words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=com.sun.jna",
                "-p",
                checkout.app().toString(),
                "-m",
                "dev.culvert.core/dev.culvert.cli.Main"));
    command.addAll(words);
    return Outcome.of(new ProcessBuilder(command), LIMIT);
  }
}
