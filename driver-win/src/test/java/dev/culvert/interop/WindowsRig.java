// SPDX-License-Identifier: Apache-2.0
package dev.culvert.interop;

import static java.util.Objects.requireNonNull;

import dev.culvert.testing.Needs;
import dev.culvert.wine.Coverage;
import dev.culvert.wine.StandInDriver;
import dev.culvert.wine.WindowsPath;
import dev.culvert.wine.WineRig;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The Windows side of one test, in the client's namespace of a {@link Rig}: a Wine session with the
 * stand-in driver and one adapter of ours, the driver's far side, and Culvert on the Windows Java
 * runtime. Needs rigs/windows of the shared folder; {@code culvert diag --selftest} is for a real
 * Windows.
 */
final class WindowsRig implements BeforeEachCallback, AfterEachCallback {
  static final String NAME = "Culvert";
  static final int INDEX = 42;
  static final String TUN = "wintun0";
  private static final String GROUP = "windows rig";
  private static final String ADAPTER = "{5a1e7d2c-0b5f-4c3e-9d68-7f2b1a9c4e01}";
  private static final Duration START = Duration.ofSeconds(10);

  /** Of this JVM's class path not part of the program on Windows. */
  private static final List<String> NOT_THERE =
      List.of("driver-linux", "test-classes", "junit", "assertj", "archunit", "jazzer", "jqwik");

  private final Rig rig;
  private final String version;
  private final boolean chacha;
  private @Nullable WineRig session;
  private @Nullable StandInDriver standIn;
  private @Nullable Program farSide;
  private int profiles;

  /** A driver of that version, on a Windows without ChaCha20. */
  WindowsRig(Rig rig, String version) {
    this(rig, version, false);
  }

  /**
   * @param version of the driver
   * @param chacha whether the driver has ChaCha20-Poly1305; Wine's CNG never has
   */
  WindowsRig(Rig rig, String version, boolean chacha) {
    this.rig = rig;
    this.version = version;
    this.chacha = chacha;
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    Needs.windowsRuntime(GROUP);
    session = WineRig.start(GROUP, rig.client().inside(List.of()));
    forgetEarlierTests();
    Program started = startFarSide();
    farSide = started;
    Matcher ports = started.log.await("relay (\\d+) version-port (\\d+)", START);
    StandInDriver driver = StandInDriver.build(wine());
    standIn = driver;
    driver.connectTo(Integer.parseInt(ports.group(1)));
    addAdapter();
    driver.addVersionDevice(Integer.parseInt(ports.group(2)));
  }

  /** Our own adapter, as it is at the start of each test. */
  void addAdapter() {
    driver().addAdapter(ADAPTER, NAME, INDEX, true);
  }

  private Program startFarSide() {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.culvert.farside.FarSide",
                "--tun",
                TUN,
                "--version",
                version));
    if (!chacha) {
      words.add("--no-chacha");
    }
    return rig.startListening("far side", rig.client(), words);
  }

  /** What an earlier test did to the network and to our own folder. */
  private void forgetEarlierTests() throws IOException {
    for (String name : List.of("netshim.log", "netshim.state", "wfpshim.state")) {
      Files.deleteIfExists(wine().driveC().resolve(name));
    }
    Path own = wine().driveC().resolve("ProgramData/Culvert");
    if (Files.exists(own)) {
      Rig.removeTree(own);
    }
  }

  private WineRig wine() {
    return requireNonNull(session, "the rig is not set up");
  }

  Program farSide() {
    return requireNonNull(farSide, "the rig is not set up");
  }

  StandInDriver driver() {
    return requireNonNull(standIn, "the rig is not set up");
  }

  /** Starts Culvert on Windows with a profile. */
  Program culvert(String profile) {
    Path file = rig.write("windows-" + ++profiles + ".ovpn", profile);
    return culvertWith(List.of(WindowsPath.of(file)));
  }

  /** Starts Culvert on Windows with arguments. */
  Program culvertWith(List<String> arguments) {
    List<String> words =
        new ArrayList<>(
            List.of(
                Coverage.option("rig"),
                "-XX:+UseSerialGC",
                "-Xmx96m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                programClassPath(),
                "dev.culvert.cli.Main"));
    words.addAll(arguments);
    // The session's command enters the namespace by itself; entering it again does no harm.
    return rig.start("culvert on Windows", rig.client(), wine().javaCommand(words).command());
  }

  private static String programClassPath() {
    return WindowsPath.list(
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> NOT_THERE.stream().noneMatch(entry::contains))
            .collect(Collectors.joining(File.pathSeparator)));
  }

  /** Ctrl+C for every Windows Java of the session. */
  void interrupt() {
    signal("INT");
  }

  /** Ends every Windows Java of the session at once. */
  void kill() {
    signal("KILL");
  }

  /** The pids, on Linux, of the Windows Javas of this session. */
  List<Long> javas() {
    return wine().javas();
  }

  private void signal(String name) {
    for (long pid : javas()) {
      Command.attempt(List.of("kill", "-" + name, Long.toString(pid)));
    }
  }

  /**
   * Gives the tun device what the program gave its adapter: the decoded calls of the stand-in for
   * IP Helper, in order.
   */
  void mirrorNetwork() {
    rig.client().ip("link set " + TUN + " up");
    for (String line : networkLog()) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "CreateUnicastIpAddressEntry" ->
            rig.client().ip("addr replace " + after(words, "addr") + " dev " + TUN);
        case "CreateIpForwardEntry2" -> {
          if (line.contains(" if " + INDEX)) {
            String via = after(words, "via");
            boolean onLink = via.isEmpty() || via.equals("0.0.0.0") || via.equals("::");
            String way = onLink ? "" : " via " + via;
            rig.client().ip("route replace " + after(words, "route") + way + " dev " + TUN);
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

  /** The files of the undo journals that are there. */
  List<String> journals() {
    Path folder = wine().driveC().resolve("ProgramData/Culvert/undo");
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".undo")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the stand-in for IP Helper has decoded such a call. */
  void awaitNetworkCall(String regex, Duration limit) {
    Path log = wine().driveC().resolve("netshim.log");
    rig.start("network log", rig.client(), List.of("tail", "-n", "+1", "-F", log.toString()))
        .log
        .await(regex, limit);
  }

  /** The decoded calls of the stand-in for IP Helper. */
  List<String> networkLog() {
    Path log = wine().driveC().resolve("netshim.log");
    try {
      return Files.exists(log) ? Files.readAllLines(log, StandardCharsets.ISO_8859_1) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (session == null) {
      return;
    }
    try {
      if (standIn != null) {
        standIn.removeAdapters();
        standIn.removeVersionDevice();
      }
    } finally {
      session.close();
    }
  }
}
