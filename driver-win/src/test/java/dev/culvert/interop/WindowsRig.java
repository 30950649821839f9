// SPDX-License-Identifier: Apache-2.0
package dev.culvert.interop;

import dev.culvert.testing.Needs;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The Windows side of one test, in the client's namespace of a {@link Rig}: a Wine session with the
 * stand-in driver installed, its far side, and Culvert on the Windows Java runtime. Needs
 * rigs/windows of the shared folder; {@code culvert diag --selftest} is for a real Windows.
 */
final class WindowsRig implements BeforeEachCallback, AfterEachCallback {
  static final String ADAPTER = "{5a1e7d2c-0b5f-4c3e-9d68-7f2b1a9c4e01}";
  static final String NAME = "Culvert";
  static final String TUN = "wintun0";

  private final Rig rig;
  private final String version;
  private final WineRuntime wine = WineRuntime.get();
  private @Nullable Program farSide;
  private int runs;

  WindowsRig(Rig rig, String version) {
    this.rig = rig;
    this.version = version;
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    Needs.windowsRuntime("windows rig");
    wine.setUp();
    wine.reset();
    toItsEnd(rig.client().inside(wine.session("start")));
    Program started =
        rig.start(
            "far side",
            rig.client(),
            java("dev.culvert.farside.FarSide", TUN, version, "no-chacha"));
    farSide = started;
    started.log.await("ready", Duration.ofSeconds(10));
    windows("setup.exe", "install", "C:\\rig\\ovpn-dco.inf", ADAPTER, NAME, "42", "ours");
    windows("setup.exe", "service", "ovpn-dco-ver", "C:\\rig\\ovpn-dco-ver.sys");
  }

  /** This JVM's own Java and class path, for a Linux process. */
  private static List<String> java(String... arguments) {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path")));
    words.addAll(List.of(arguments));
    return words;
  }

  Program farSide() {
    return Objects.requireNonNull(farSide, "the rig is not set up");
  }

  /** Runs a Windows program of the rig's folder to its end. */
  private void windows(String program, String... arguments) {
    List<String> all = new ArrayList<>(List.of("--program=C:\\rig\\" + program));
    all.addAll(List.of(arguments));
    toItsEnd(rig.client().inside(wine.java(all)));
  }

  /**
   * Waits for the command and not for the end of its output: services that Wine starts meanwhile
   * inherit that, and stay.
   */
  private void toItsEnd(List<String> words) {
    Path output = rig.write("command-" + ++runs + ".txt", "");
    try {
      Process process =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException(words + ": " + Files.readString(output));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + words, e);
    }
  }

  /** Starts Culvert on Windows with a profile. */
  Program culvert(String profile) {
    Path file = rig.write("windows-" + ++runs + ".ovpn", profile);
    return culvertWith(List.of(WineRuntime.path(file.toString())));
  }

  /** Starts Culvert on Windows with arguments. */
  Program culvertWith(List<String> arguments) {
    List<String> words = new ArrayList<>(wine.culvert());
    words.addAll(arguments);
    return rig.start("culvert on Windows", rig.client(), wine.java(words));
  }

  /** Ctrl+C for every Windows Java of the session. */
  void interrupt() {
    Command.attempt(List.of("pkill", "-INT", "-f", "runtime.bin.java.exe"));
  }

  /** Ends every Windows Java of the session at once. */
  void kill() {
    Command.attempt(List.of("pkill", "-KILL", "-f", "runtime.bin.java.exe"));
  }

  /**
   * Gives the tun device what the program gave its adapter: the decoded calls of the stand-in for
   * IP Helper, in order.
   */
  void mirrorNetwork() {
    rig.client().ip("link set " + TUN + " up");
    for (String line : wine.networkLog()) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "CreateUnicastIpAddressEntry" ->
            rig.client().ip("addr replace " + after(words, "addr") + " dev " + TUN);
        case "CreateIpForwardEntry2" -> {
          String to = after(words, "route");
          boolean own = line.contains(" if 42");
          String via = after(words, "via");
          boolean onLink = via.isEmpty() || via.equals("0.0.0.0") || via.equals("::");
          if (own) {
            rig.client().ip("route replace " + to + (onLink ? "" : " via " + via) + " dev " + TUN);
          }
        }
        default -> {}
      }
    }
  }

  private static String after(String[] words, String word) {
    for (int i = 0; i + 1 < words.length; i++) {
      if (words[i].equals(word)) {
        return words[i + 1];
      }
    }
    return "";
  }

  /** The undo journals that are there. */
  List<String> journals() {
    return wine.journals();
  }

  /** The driver goes away under an open handle. */
  void cutDriver() {
    Command.run(
        words(rig.client().inside(List.of("bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/23719"))));
  }

  List<String> networkLog() {
    return wine.networkLog();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (farSide == null) {
      return;
    }
    try {
      windows("setup.exe", "remove");
      windows("setup.exe", "stop", "ovpn-dco");
      windows("setup.exe", "stop", "ovpn-dco-ver");
    } finally {
      toItsEnd(wine.session("stop"));
    }
  }

  private static String[] words(List<String> words) {
    return words.toArray(String[]::new);
  }
}
