// SPDX-License-Identifier: Apache-2.0
package dev.culvert.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A short program run to its end; its two outputs are one text. */
final class Command {
  /** How a program ended and what it said. */
  record Result(int exitCode, String output) {}

  private Command() {}

  /** Runs {@code words} and returns what they printed; any exit code but 0 is a failure. */
  static String run(String... words) {
    Result result = attempt(List.of(words));
    if (result.exitCode() != 0) {
      throw new IllegalStateException(
          "%s: exit code 0 expected, found %d: %s"
              .formatted(String.join(" ", words), result.exitCode(), result.output().strip()));
    }
    return result.output();
  }

  /** Runs {@code words}; the caller judges the exit code. */
  static Result attempt(List<String> words) {
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + words, e);
    }
  }
}
