// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wine;

import static java.util.Objects.requireNonNullElse;

import dev.culvert.testing.Needs;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Where the Windows runtime of tests comes from and lives. */
final class WineNeeds {
  private WineNeeds() {}

  /** The scripts that set up and run a Windows runtime; aborts the test where it cannot run. */
  static Path scripts(String group) {
    Needs.windowsRuntime(group);
    return Needs.sharedFolder().resolve("rigs/windows");
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
    String cache = System.getProperty("user.home") + "/.cache/culvert/windows-rig";
    return Path.of(requireNonNullElse(System.getenv("CULVERT_WINE_DIR"), cache))
        .toAbsolutePath()
        .normalize();
  }
}
