// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How a program ended.
 *
 * @param exitCode as Linux shows it: the low 8 bits of Windows' exit code
 * @param output what it wrote to standard output and standard error, read as UTF-8, with Linux line
 *     ends
 */
public record Outcome(int exitCode, String output) {

  /**
   * Runs {@code program} to its end, with nothing on its standard input.
   *
   * @throws AssertionError when it has not ended after {@code limit}; it is killed then, which does
   *     not reach a Windows program behind a script: {@link WineRig#close} does
   */
  public static Outcome of(ProcessBuilder program, Duration limit) {
    try {
      // A file and no pipe: what a program leaves behind may hold a pipe open for ever.
      Path output = Files.createTempFile("culvert-wine", ".out");
      try {
        Process process =
            program
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
        String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        text = text.replace("\r\n", "\n");
        if (!ended) {
          process.destroyForcibly();
          throw new AssertionError(name(program) + " has not ended after " + limit + ": " + text);
        }
        return new Outcome(process.exitValue(), text);
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + name(program), e);
    }
  }

  private static List<String> name(ProcessBuilder program) {
    return program.command();
  }
}
