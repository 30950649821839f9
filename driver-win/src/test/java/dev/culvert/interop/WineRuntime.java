// SPDX-License-Identifier: Apache-2.0
package dev.culvert.interop;

import static java.util.Objects.requireNonNullElse;

import dev.culvert.testing.Needs;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Windows Java runtime in a Wine prefix of the user's cache folder, made by the scripts of
 * rigs/windows. {@code CULVERT_WINE_DIR} puts it elsewhere. One session at a time uses it.
 */
final class WineRuntime {
  private static final WineRuntime ONLY = new WineRuntime();

  private final Path home =
      Path.of(
          requireNonNullElse(
              System.getenv("CULVERT_WINE_DIR"),
              System.getProperty("user.home") + "/.cache/culvert/windows-rig"));
  private @Nullable Path rig;

  private WineRuntime() {}

  static WineRuntime get() {
    return ONLY;
  }

  /**
   * Makes the runtime and the stand-in driver if they are not there; skips where that cannot be.
   */
  synchronized void setUp() throws IOException {
    Needs.windowsRuntime("windows");
    if (rig != null) {
      return;
    }
    Path found = Needs.sharedFolder().resolve("rigs/windows");
    Files.createDirectories(home);
    Command.run("bash", found.resolve("jvm/setup-windows-jvm").toString(), home.toString());
    Files.createDirectories(driveC().resolve("rig"));
    Command.run(
        "bash",
        Path.of("src/test/windows-driver/build").toAbsolutePath().toString(),
        driveC().resolve("rig").toString());
    rig = found;
  }

  private Path driveC() {
    return home.resolve("prefix/drive_c");
  }

  private Path script(String name) {
    if (rig == null) {
      throw new IllegalStateException("the runtime is not set up");
    }
    return rig.resolve("jvm").resolve(name);
  }

  /** Forgets what an earlier test did to the network and to our own folder. */
  void reset() throws IOException {
    for (String name : List.of("netshim.log", "netshim.state", "wfpshim.state")) {
      Files.deleteIfExists(driveC().resolve(name));
    }
    Path own = driveC().resolve("ProgramData/Culvert");
    if (Files.exists(own)) {
      Rig.removeTree(own);
    }
  }

  /** The files of the undo journals that are there. */
  List<String> journals() {
    Path folder = driveC().resolve("ProgramData/Culvert/undo");
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".undo")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The decoded calls of the stand-in for IP Helper. */
  List<String> networkLog() {
    Path log = driveC().resolve("netshim.log");
    try {
      return Files.exists(log) ? Files.readAllLines(log, StandardCharsets.ISO_8859_1) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The command that starts or stops the session. */
  List<String> session(String verb) {
    return List.of("bash", script("windows-session").toString(), home.toString(), verb);
  }

  /** The command that runs a Windows Java, or with --program another Windows program. */
  List<String> java(List<String> arguments) {
    List<String> words =
        new ArrayList<>(List.of("bash", script("windows-java").toString(), home.toString()));
    words.addAll(arguments);
    return words;
  }

  /** The arguments of a Windows Java that runs Culvert from this JVM's class path. */
  List<String> culvert() {
    return List.of(
        "-XX:+UseSerialGC",
        "-Xmx96m",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        classPath(List.of("driver-linux", "test-classes", "junit", "assertj", "archunit")),
        "dev.culvert.cli.Main");
  }

  /** This JVM's class path in Windows' form, without entries that contain one of {@code not}. */
  static String classPath(List<String> not) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> not.stream().noneMatch(entry::contains))
        .map(WineRuntime::path)
        .collect(Collectors.joining(";"));
  }

  /** A Linux path as Windows sees it. */
  static String path(String linux) {
    return "Z:" + linux.replace('/', '\\');
  }

  /** Copies a file to the folder C:\rig. */
  void provide(Path file) throws IOException {
    Files.copy(
        file,
        driveC().resolve("rig").resolve(file.getFileName()),
        StandardCopyOption.REPLACE_EXISTING);
  }
}
