// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wine;

import java.nio.file.Path;

/** Which lines of driver-win have run on a Windows runtime: what JaCoCo needs, and where it is. */
public final class Coverage {
  private static final Path TOOLS = Checkout.target().resolve("windows-lib");

  private Coverage() {}

  /** Where each run on a Windows runtime leaves its file; {@link CoverageTest} adds them up. */
  public static Path folder() {
    return Checkout.target().resolve("windows-coverage");
  }

  /**
   * The option that makes a Java for Windows write {@code NAME.exec} at its end. It must end by
   * itself: a killed one writes nothing. Runs of one name add to one file.
   */
  public static String option(String name) {
    return "-javaagent:%s=destfile=%s,includes=dev.culvert.win.*"
        .formatted(
            WindowsPath.of(TOOLS.resolve("org.jacoco.agent-runtime.jar")),
            WindowsPath.of(folder().resolve(name + ".exec")));
  }

  static Path reporter() {
    return TOOLS.resolve("org.jacoco.cli-nodeps.jar");
  }
}
