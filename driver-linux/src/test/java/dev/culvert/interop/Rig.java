// SPDX-License-Identifier: Apache-2.0
package dev.culvert.interop;

import dev.culvert.testing.Needs;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One test's namespaces, files and programs. After the test every program is ended and everything
 * is removed; after a failed one the ends of all logs are printed first.
 */
final class Rig implements BeforeEachCallback, AfterEachCallback {
  private static final int TAIL_LINES = 60;

  private final List<Program> programs = new ArrayList<>();
  private @Nullable Namespaces namespaces;
  private @Nullable Path folder;

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    Needs.openVpn("interop");
    folder = Files.createTempDirectory("culvert-interop");
    namespaces = Namespaces.create();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    programs.reversed().forEach(Program::close);
    // Writes on the real stream: the build's report shows it beside the failure.
    context.getExecutionException().ifPresent(failure -> printLogs(System.out));
    if (namespaces != null) {
      namespaces.close();
    }
    if (folder != null) {
      removeTree(folder);
    }
  }

  Namespace client() {
    return namespaces().client;
  }

  Namespace server() {
    return namespaces().server;
  }

  Namespace router() {
    return namespaces().router;
  }

  private Namespaces namespaces() {
    if (namespaces == null) {
      throw new IllegalStateException("the rig is not set up");
    }
    return namespaces;
  }

  /** Writes a file of the test's own folder, which is also every program's working directory. */
  Path write(String name, String text) {
    try {
      return Files.writeString(folder().resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path folder() {
    if (folder == null) {
      throw new IllegalStateException("the rig is not set up");
    }
    return folder;
  }

  /** Starts a program that is ended with this test at the latest. */
  Program start(String name, Namespace where, List<String> words) {
    Program program = Program.start(name, where, folder(), words);
    programs.add(program);
    return program;
  }

  /** The same for a program that is told what to do on its standard input. */
  Program startListening(String name, Namespace where, List<String> words) {
    Program program = Program.startListening(name, where, folder(), words);
    programs.add(program);
    return program;
  }

  /** Starts the subject in the client's namespace. */
  Program subject(String profile) {
    return subject(client(), profile);
  }

  /** Starts the subject with {@code profile} written to the file profile.ovpn. */
  Program subject(Namespace where, String profile) {
    return start("subject", where, Subject.current().command(write("profile.ovpn", profile)));
  }

  private void printLogs(PrintStream out) {
    programs.forEach(program -> out.println(program.log.tail(TAIL_LINES)));
  }

  static void removeTree(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
