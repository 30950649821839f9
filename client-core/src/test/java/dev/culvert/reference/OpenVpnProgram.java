// SPDX-License-Identifier: Apache-2.0
package dev.culvert.reference;

import dev.culvert.directive.Release;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A real openvpn that only reads a profile: a user that does not exist ends it right after its
 * option checks, in the foreground or not. Nothing is opened or sent.
 */
final class OpenVpnProgram {
  /** It prints its parameters when it has taken them. */
  private static final String TAKEN = "Current Parameter Settings:";

  private static final Pattern LINE = Pattern.compile("(?:[Ii]n|at) (\\S+):(\\d+)");

  private static final long ROUND_MILLIS = 15;
  private static final long LIMIT_MILLIS = 20_000;

  private final String program;
  private final Path folder;

  private OpenVpnProgram(String program, Path folder) {
    this.program = program;
    this.folder = folder;
  }

  /**
   * The one of a release: 2.6 is installed; 2.7 comes with its own C library out of the archive of
   * the rig that has it. Without it the test is skipped, or fails when strict.
   */
  static OpenVpnProgram of(Release release, Path folder) throws IOException, InterruptedException {
    if (release == Release.V2_6) {
      return checked("openvpn", "2.6", folder, "interop: needs the program openvpn 2.6");
    }
    String named = System.getenv("CULVERT_SHARED");
    Path archive =
        (named == null ? Path.of("../../shared") : Path.of(named))
            .resolve("rigs/linux-dco-cache.tar.gz")
            .toAbsolutePath()
            .normalize();
    Path rig = Files.createDirectories(folder.resolve("rig"));
    String reason =
        "interop: needs openvpn 2.7 out of "
            + archive
            + " (CULVERT_SHARED names another shared), and a system that runs it";
    if (Files.exists(archive)) {
      Process unpacking =
          new ProcessBuilder(
                  "tar", "-xzf", archive.toString(), "-C", rig.toString(), "./openvpn", "./ovpn27")
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("tar.out").toFile())
              .start();
      if (unpacking.waitFor() != 0) {
        throw new IOException(archive + ": " + text(folder.resolve("tar.out")));
      }
    }
    return checked(rig.resolve("openvpn").toString(), "2.7", folder, reason);
  }

  private static OpenVpnProgram checked(String program, String version, Path folder, String reason)
      throws IOException, InterruptedException {
    OpenVpnProgram openvpn = new OpenVpnProgram(program, folder);
    boolean there;
    Path output = folder.resolve("version");
    try {
      openvpn.start(List.of("--version"), output).waitFor();
      there = text(output).contains("OpenVPN " + version + ".");
    } catch (IOException e) {
      there = false;
    }
    if (!there && Boolean.getBoolean("culvert.strict")) {
      Assertions.fail(reason);
    }
    Assumptions.assumeTrue(there, reason);
    return openvpn;
  }

  /**
   * What it says to a profile in its folder.
   *
   * @param line of the first error, 0 where it names none or there is none
   */
  record Answer(boolean accepted, int line, String text) {}

  Answer judge(String name) throws IOException, InterruptedException {
    Path log = folder.resolve(name + ".log");
    Path printed = folder.resolve(name + ".out");
    List<String> arguments =
        List.of(
            "--log",
            log.toString(),
            "--suppress-timestamps",
            "--config",
            name,
            "--verb",
            "4",
            "--mute",
            "0",
            "--user",
            "culvert-no-such-user");
    Process process = start(arguments, printed);
    long rounds = LIMIT_MILLIS / ROUND_MILLIS;
    while (!process.waitFor(ROUND_MILLIS, TimeUnit.MILLISECONDS) && !text(log).contains(TAKEN)) {
      if (--rounds == 0) {
        process.destroyForcibly();
        throw new IOException("openvpn does not end: " + name);
      }
    }
    process.destroyForcibly();
    String all = text(log) + text(printed);
    Files.deleteIfExists(log);
    Files.deleteIfExists(printed);
    return answer(name, all);
  }

  private static Answer answer(String name, String all) {
    if (all.contains(TAKEN)) {
      return new Answer(true, 0, "");
    }
    String errors =
        all.lines()
            .filter(text -> text.matches("(Options error|ERROR|Options warning: Bad).*"))
            .findFirst()
            .orElse(all);
    Matcher matcher = LINE.matcher(errors);
    boolean named = matcher.find() && matcher.group(1).equals(name);
    return new Answer(false, named ? Integer.parseInt(matcher.group(2)) : 0, errors);
  }

  private static String text(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
  }

  private Process start(List<String> arguments, Path output) throws IOException {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectInput(Path.of("/dev/null").toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }
}
