// SPDX-License-Identifier: Apache-2.0
package dev.culvert.wine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The stand-in for ovpn-dco-win, in one Wine session: its files, its adapters and services. See
 * src/test/windows-driver.
 */
public final class StandInDriver {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final String INSTALLER = "C:\\stand-in\\install-driver.exe";

  private final WineRig wine;

  private StandInDriver(WineRig wine) {
    this.wine = wine;
  }

  /** Builds it into the session's drive C. */
  public static StandInDriver build(WineRig wine) throws IOException {
    Path folder = Files.createDirectories(wine.driveC().resolve("stand-in"));
    Path script = Checkout.module().resolve("src/test/windows-driver/build");
    Outcome built =
        Outcome.of(new ProcessBuilder("bash", script.toString(), folder.toString()), LIMIT);
    assertThat(built.exitCode()).as(built.output()).isZero();
    return new StandInDriver(wine);
  }

  /**
   * An adapter, as an installer would have left it.
   *
   * @param ours in Culvert's own list
   */
  public void addAdapter(String guid, String name, int index, boolean ours) {
    List<String> words =
        List.of("install", "C:\\stand-in\\ovpn-dco.inf", guid, name, Integer.toString(index));
    run(ours ? List.of(words.get(0), words.get(1), guid, name, words.get(4), "ours") : words);
  }

  /** Takes every adapter away. */
  public void removeAdapters() {
    run(List.of("remove"));
  }

  /** Where the far side of the adapters' driver listens, from the next open on. */
  public void connectTo(int port) {
    run(List.of("port", "ovpn-dco", Integer.toString(port)));
  }

  /** The device {@code \\.\ovpn-dco-ver}, in place of one that an earlier test left. */
  public void addVersionDevice(int port) {
    attempt(List.of("stop", "ovpn-dco-ver"));
    attempt(List.of("delete", "ovpn-dco-ver"));
    run(
        List.of(
            "service", "ovpn-dco-ver", "C:\\stand-in\\ovpn-dco-ver.sys", Integer.toString(port)));
    run(List.of("start", "ovpn-dco-ver"));
  }

  /** Also one that did not come to run. */
  public void removeVersionDevice() {
    attempt(List.of("stop", "ovpn-dco-ver"));
    run(List.of("delete", "ovpn-dco-ver"));
  }

  private Outcome attempt(List<String> words) {
    return Outcome.of(wine.programCommand(INSTALLER, words), LIMIT);
  }

  private void run(List<String> words) {
    Outcome outcome = attempt(words);
    assertThat(outcome.exitCode()).as("%s: %s", words, outcome.output()).isZero();
  }
}
