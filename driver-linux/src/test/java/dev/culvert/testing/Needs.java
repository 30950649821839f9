// SPDX-License-Identifier: Apache-2.0
package dev.culvert.testing;

import static java.util.Objects.requireNonNullElse;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * What a group of tests needs of the machine. Where that is missing a test is skipped with a
 * sentence that says what to do; with {@code -Dculvert.strict=true} it fails with that sentence.
 */
public final class Needs {
  private Needs() {}

  /** Real tun devices and namespaces: root on Linux and /dev/net/tun. */
  public static void systemRights(String group) {
    require(group, List.of());
  }

  /** A real OpenVPN in namespaces: the same, and some programs. */
  public static void openVpn(String group) {
    require(group, List.of("openvpn", "ip", "ping", "openssl", "env"));
  }

  /** The Windows Java runtime under Wine, with a real OpenVPN to talk to. */
  public static void windowsRuntime(String group) {
    List<String> missing =
        new ArrayList<>(
            missing(
                List.of(
                    "openvpn",
                    "ip",
                    "ping",
                    "openssl",
                    "env",
                    "wine",
                    "x86_64-w64-mingw32-gcc",
                    "Xvfb",
                    "python3")));
    if (!Files.isDirectory(sharedFolder().resolve("rigs/windows"))) {
      missing.add(
          "needs rigs/windows in the shared folder beside the project (CULVERT_SHARED names it);"
              + " on a real Windows: culvert diag --selftest");
    }
    refuse(group, missing);
  }

  /** The folder of facts and rigs that lies beside the project, there or not. */
  public static Path sharedFolder() {
    String named = System.getenv("CULVERT_SHARED");
    // Tests run in the folder of their module.
    return named == null ? Path.of("../../shared").toAbsolutePath().normalize() : Path.of(named);
  }

  private static void require(String group, List<String> programs) {
    refuse(group, missing(programs));
  }

  private static void refuse(String group, List<String> missing) {
    if (missing.isEmpty()) {
      return;
    }
    String reason = group + ": " + String.join("; ", missing);
    if (Boolean.getBoolean("culvert.strict")) {
      Assertions.fail(reason);
    }
    Assumptions.abort(reason);
  }

  private static List<String> missing(List<String> programs) {
    List<String> missing = new ArrayList<>();
    if (!System.getProperty("os.name").equals("Linux")) {
      missing.add("needs Linux");
      return missing;
    }
    if (!System.getProperty("user.name").equals("root")) {
      missing.add("needs root (it makes network namespaces): run ./check as root");
    }
    if (!Files.exists(Path.of("/dev/net/tun"))) {
      missing.add("needs /dev/net/tun, which this kernel does not offer");
    }
    for (String program : programs) {
      if (!onPath(program)) {
        missing.add("needs the program " + program + ": ./check as root installs it");
      }
    }
    return missing;
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
