// SPDX-License-Identifier: Apache-2.0
package dev.culvert.runtime;

import dev.culvert.bytes.Secret;
import dev.culvert.client.LoginQuestion;
import dev.culvert.client.LoginQuestion.Field;
import dev.culvert.time.EventLoop;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks for logins where the program was started: on the terminal, or line by line from a standard
 * input that is none. One question after the other, each on a thread of its own.
 */
public final class TerminalPrompt {
  private static final int LONGEST_LINE = 4096;

  private final EventLoop loop;
  private final @Nullable Console terminal;
  private final InputStream input;
  private final PrintStream output;
  private final ThreadFactory readers = Threads.named("prompt");
  private final ReentrantLock oneAtATime = new ReentrantLock();

  TerminalPrompt(
      EventLoop loop, @Nullable Console terminal, InputStream input, PrintStream output) {
    this.loop = loop;
    this.terminal = terminal;
    this.input = input;
    this.output = output;
  }

  /** The process's own. */
  @SuppressWarnings("SystemConsoleNull") // From 25 on it is null again where there is none.
  public static TerminalPrompt ofProcess(EventLoop loop, PrintStream output) {
    Console console = System.console();
    boolean real = console != null && console.isTerminal();
    return new TerminalPrompt(loop, real ? console : null, System.in, output);
  }

  /** Whether a person sits there and can read what a server asks. */
  boolean isTerminal() {
    return terminal != null;
  }

  /** Answers on the loop; empty when the input has ended. */
  void ask(LoginQuestion question, Consumer<Optional<List<Secret>>> answer) {
    Thread asking =
        readers.newThread(
            () -> {
              Optional<List<Secret>> found = readAlone(question);
              loop.execute(() -> answer.accept(found));
            });
    asking.start();
  }

  private Optional<List<Secret>> readAlone(LoginQuestion question) {
    oneAtATime.lock();
    try {
      return read(question);
    } finally {
      oneAtATime.unlock();
    }
  }

  private Optional<List<Secret>> read(LoginQuestion question) {
    List<Secret> answers = new ArrayList<>();
    if (!question.text().isEmpty()) {
      output.println(question.text());
      output.flush();
    }
    for (Field field : question.fields()) {
      Optional<Secret> value = terminal == null ? line(field) : typed(terminal, field);
      if (value.isEmpty()) {
        answers.forEach(Secret::destroy);
        return Optional.empty();
      }
      answers.add(value.get());
    }
    return Optional.of(answers);
  }

  private static Optional<Secret> typed(Console console, Field field) {
    if (field.echo()) {
      return Optional.ofNullable(console.readLine("%s: ", field.label()))
          .map(text -> Secret.copyOf(text.getBytes(StandardCharsets.UTF_8)));
    }
    char[] text = console.readPassword("%s: ", field.label());
    if (text == null) {
      return Optional.empty();
    }
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(text));
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    encoded.clear();
    while (encoded.hasRemaining()) {
      encoded.put((byte) 0);
    }
    Secret secret = Secret.copyOf(bytes);
    Arrays.fill(text, '\0');
    Arrays.fill(bytes, (byte) 0);
    return Optional.of(secret);
  }

  private Optional<Secret> line(Field field) {
    output.println(field.label() + ":");
    output.flush();
    byte[] line = new byte[LONGEST_LINE];
    int length = 0;
    try {
      int next = input.read();
      while (next >= 0 && next != '\n' && length < LONGEST_LINE) {
        line[length++] = (byte) next;
        next = input.read();
      }
      if (length == 0 && next < 0) {
        return Optional.empty();
      }
    } catch (IOException e) {
      // An input that breaks off is one that has ended.
      return Optional.empty();
    }
    if (length > 0 && line[length - 1] == '\r') {
      length--;
    }
    Secret secret = Secret.copyOf(line, 0, length);
    Arrays.fill(line, (byte) 0);
    return Optional.of(secret);
  }
}
