// SPDX-License-Identifier: Apache-2.0
package dev.culvert.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that runs until a test or its end stops it, with its log. */
final class Program implements AutoCloseable {
  private static final Duration LAST_LINES = Duration.ofSeconds(5);

  final LogWatcher log;
  private final String name;
  private final Process process;

  private Program(String name, Process process) {
    this.name = name;
    this.process = process;
    this.log = LogWatcher.follow(name, process.getInputStream());
  }

  /** Starts {@code words} in {@code namespace} with {@code folder} as its working directory. */
  static Program start(String name, Namespace namespace, Path folder, List<String> words) {
    Program program = startListening(name, namespace, folder, words);
    try {
      program.process.getOutputStream().close();
      return program;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@link #start}, with a standard input that {@link #say} writes to. */
  static Program startListening(String name, Namespace namespace, Path folder, List<String> words) {
    try {
      return new Program(
          name,
          new ProcessBuilder(namespace.inside(words))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a line to the standard input of a program that listens. */
  void say(String line) {
    try {
      process.outputWriter(StandardCharsets.UTF_8).append(line).append('\n').flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends {@code name} of a signal, such as TERM. */
  void signal(String name) {
    Command.run("kill", "-" + name, Long.toString(process.pid()));
  }

  /** As kill -9 does; returns when the process is gone. */
  void kill() {
    process.destroyForcibly();
    awaitExit(LAST_LINES);
  }

  /** The exit code; the log is complete when this returns. */
  int awaitExit(Duration limit) {
    try {
      if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new AssertionError(name + ": its end expected within " + limit);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + name, e);
    }
    log.awaitEnd(LAST_LINES);
    return process.exitValue();
  }

  @Override
  public void close() {
    kill();
  }
}
