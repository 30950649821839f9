// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A Java runtime for Windows and one Wine session to run it in, with a screen. One session at a
 * time uses a runtime folder, on this machine; {@link #start} waits for the one before. Services
 * and drivers live until {@link #close}, which ends every Windows program of the session.
 */
public final class WineRig implements AutoCloseable {
  private static final Duration SET_UP = Duration.ofMinutes(5);
  private static final Duration SESSION = Duration.ofMinutes(1);

  private final Path scripts;
  private final Path folder;
  private final List<String> prefix;
  private final FileChannel lock;
  private final Thread lastResort = new Thread(this::stop, "wine-session-stop");

  private WineRig(Path scripts, Path folder, List<String> prefix, FileChannel lock) {
    this.scripts = scripts;
    this.folder = folder;
    this.prefix = prefix;
    this.lock = lock;
  }

  /** As the other one, in the network of this test. */
  public static WineRig start(String group) {
    return start(group, List.of());
  }

  /**
   * Starts a session; aborts the test with a sentence where Wine or its scripts are missing.
   *
   * @param group names the tests in that sentence
   * @param prefix put before each command, such as {@code ip netns exec NAME}. Wine's sockets
   *     belong to the session and not to a program, so the whole session runs in one network
   */
  public static WineRig start(String group, List<String> prefix) {
    Path scripts = WineNeeds.scripts(group);
    Path folder = WineNeeds.runtimeFolder();
    FileChannel lock = lock(folder);
    WineRig rig = new WineRig(scripts, folder, List.copyOf(prefix), lock);
    try {
      rig.setUp(group);
      Runtime.getRuntime().addShutdownHook(rig.lastResort);
      rig.script("windows-session", List.of("start"), SESSION);
      return rig;
    } catch (Throwable e) {
      rig.unlock();
      throw e;
    }
  }

  /** The folder with {@code runtime} (the JAVA_HOME for Windows) and {@code prefix} (drive C). */
  public Path folder() {
    return folder;
  }

  /** The Linux folder that Windows programs see as {@code C:\}. */
  public Path driveC() {
    return folder.resolve("prefix/drive_c");
  }

  /** The folder with the scripts and the sources of the stand-ins for Windows. */
  public Path scripts() {
    return scripts;
  }

  /** Starts Java for Windows; paths among the words are Windows paths, see {@link WindowsPath}. */
  public Process java(List<String> vmAndArguments) throws IOException {
    return javaCommand(vmAndArguments).start();
  }

  /** The same, before its start: environment, working folder and streams can still be set. */
  public ProcessBuilder javaCommand(List<String> vmAndArguments) {
    return scriptCommand("windows-java", vmAndArguments);
  }

  /**
   * Any other Windows program.
   *
   * @param program its path, of Windows or of Linux
   */
  public ProcessBuilder programCommand(String program, List<String> arguments) {
    List<String> words = new ArrayList<>(List.of("--program=" + program));
    words.addAll(arguments);
    return scriptCommand("windows-java", words);
  }

  /** The pids of the Windows Javas of this session; other runs on this machine have their own. */
  public List<Long> javas() {
    return ProcessHandle.allProcesses().map(ProcessHandle::pid).filter(this::isOurJava).toList();
  }

  private boolean isOurJava(long pid) {
    Path process = Path.of("/proc", Long.toString(pid));
    try {
      if (!Files.readString(process.resolve("comm")).strip().equals("java.exe")) {
        return false;
      }
      String environment =
          Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
      return List.of(environment.split("\0", -1))
          .contains("WINEPREFIX=" + folder.resolve("prefix"));
    } catch (IOException e) {
      // It has ended meanwhile, or is not ours to look at.
      return false;
    }
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(lastResort);
    try {
      stop();
    } finally {
      unlock();
    }
  }

  private void setUp(String group) {
    // Without the prefix: it fetches the runtime, and a test's network leads nowhere.
    Path setUp = scripts.resolve("jvm/setup-windows-jvm");
    Outcome set = Outcome.of(new ProcessBuilder(setUp.toString(), folder.toString()), SET_UP);
    if (set.exitCode() != 0) {
      String last = set.output().lines().reduce("", (before, line) -> line);
      WineNeeds.abort(group, "the Windows runtime could not be set up in " + folder + ": " + last);
    }
  }

  private void stop() {
    script("windows-session", List.of("stop"), SESSION);
  }

  private void script(String name, List<String> arguments, Duration limit) {
    Outcome outcome = Outcome.of(scriptCommand(name, arguments), limit);
    if (outcome.exitCode() != 0) {
      throw new IllegalStateException(name + " " + arguments + ": " + outcome);
    }
  }

  private ProcessBuilder scriptCommand(String script, List<String> arguments) {
    List<String> words = new ArrayList<>(prefix);
    words.add(scripts.resolve("jvm").resolve(script).toString());
    words.add(folder.toString());
    words.addAll(arguments);
    return new ProcessBuilder(words);
  }

  private static FileChannel lock(Path folder) {
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve("culvert.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      // Held until the channel is closed; a second session in this process is a mistake and fails.
      channel.lock();
      return channel;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void unlock() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
