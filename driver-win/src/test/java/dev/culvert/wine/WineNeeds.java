// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wine;

import static java.util.Objects.requireNonNullElse;

import dev.culvert.testing.Needs;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * What the tests on a Windows runtime need of the machine. Where that is missing a test is skipped
 * with a sentence that says what to do; with {@code -Dculvert.strict=true} it fails with it.
 */
final class WineNeeds {
  private static final List<String> PROGRAMS =
      List.of("bash", "wine", "Xvfb", "x86_64-w64-mingw32-gcc", "python3", "ps", "flock");

  private WineNeeds() {}

  /** The scripts that set up and run a Windows runtime; aborts the test where it cannot run. */
  static Path scripts(String group) {
    List<String> missing = new ArrayList<>();
    for (String program : PROGRAMS) {
      if (!onPath(program)) {
        missing.add("needs the program " + program + ": ./check as root installs it");
      }
    }
    Path shared = Needs.sharedFolder();
    Path scripts = shared.resolve("rigs/windows");
    if (!Files.isExecutable(scripts.resolve("jvm/setup-windows-jvm"))) {
      missing.add("needs the folder rigs/windows in " + shared + ": CULVERT_SHARED names another");
    }
    if (!missing.isEmpty()) {
      abort(group, String.join("; ", missing));
    }
    return scripts;
  }

  /** Skips the test with a sentence; in strict mode fails it. */
  static void abort(String group, String reason) {
    String sentence = group + ": " + reason;
    if (Boolean.getBoolean("culvert.strict")) {
      Assertions.fail(sentence);
    }
    Assumptions.abort(sentence);
  }

  /** Where a Windows runtime lives between runs: 0.8 GB. */
  static Path runtimeFolder() {
    return requireNonNullElse(
        path("CULVERT_WINE_DIR"),
        Path.of(System.getProperty("user.home"), ".cache/culvert/windows-rig"));
  }

  private static @Nullable Path path(String variable) {
    String value = System.getenv(variable);
    return value == null || value.isEmpty() ? null : Path.of(value).toAbsolutePath();
  }

  private static boolean onPath(String program) {
    String path = requireNonNullElse(System.getenv("PATH"), "");
    for (String folder : path.split(File.pathSeparator, -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }
}
