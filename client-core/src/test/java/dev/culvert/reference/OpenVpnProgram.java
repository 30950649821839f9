// SPDX-License-Identifier: Apache-2.0
package dev.culvert.reference;

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

  private final Path folder;

  private OpenVpnProgram(Path folder) {
    this.folder = folder;
  }

  /** The installed one; without it the test is skipped, or fails when strict. */
  static OpenVpnProgram installed(Path folder) throws IOException, InterruptedException {
    OpenVpnProgram openvpn = new OpenVpnProgram(folder);
    String reason = "interop: needs the program openvpn 2.6";
    boolean there;
    Path output = folder.resolve("version");
    try {
      openvpn.start(List.of("--version"), output).waitFor();
      there = text(output).contains("OpenVPN 2.6.");
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
    List<String> command = new ArrayList<>(List.of("openvpn"));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectInput(Path.of("/dev/null").toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }
}
