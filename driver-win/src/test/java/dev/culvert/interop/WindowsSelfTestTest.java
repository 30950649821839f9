// SPDX-License-Identifier: Apache-2.0
package dev.culvert.interop;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code culvert diag} on Windows, with the stand-in driver: what a person with a PC would run. */
@Tag("wine")
final class WindowsSelfTestTest {
  private static final Duration LONG = Duration.ofMinutes(3);

  /** What Wine cannot do. Everything else has to pass. */
  private static final Map<String, String> NOT_HERE =
      Map.of(
          "adapters: make one with a name", "there is one of Culvert's: Culvert",
          "open a second time", "this system lets a second open through",
          "adapters: remove one that is open", "the test has made no adapter");

  /** What the steps provoke, each once and in this order; anything else is a mistake of theirs. */
  private static final List<String> PROVOKED =
      List.of(
          "SET_PEER without a peer",
          "START_VPN without a peer",
          "SWAP_KEYS without a peer",
          "NEW_KEY without a peer",
          "WriteFile without a socket",
          "SET_PEER with input of 11 B instead of 12",
          "NEW_KEY with input of 99 B instead of 100",
          "NEW_PEER with input of 59 B instead of 60",
          "GET_STATS with room for 63 B instead of 64",
          "GET_VERSION with room for 11 B instead of 12",
          "NEW_KEY with a cipher that this Windows lacks");

  @RegisterExtension
  @Order(1)
  final Rig rig = new Rig();

  @RegisterExtension
  @Order(2)
  final WindowsRig windows = new WindowsRig(rig, "2.8.3");

  @Test
  void everyStepPassesOrIsAboutWhatWineLacks() throws IOException {
    Map<String, Object> before = diagnosis();
    Path folder = requireNonNull(rig.write("marker", "").getParent());
    nobodyAnswersAt("192.0.2.1");

    Program test = windows.culvertWith(List.of("diag", "--selftest", "--yes", "--json"));
    windows.awaitNetworkCall("CreateUnicastIpAddressEntry addr 198.19.254.2", LONG);
    windows.mirrorNetwork();
    int exit = test.awaitExit(LONG);

    Path file = onlyResult(folder);
    Map<String, Object> result = read(Files.readString(file));
    assertThat(results(result)).as(test.log.tail(200)).isEqualTo(expected(result));
    assertThat(exit).isZero();
    assertThat(test.log.lines()).anyMatch(line -> line.startsWith("self-test: "));
    assertThat(test.log.lines()).anyMatch(line -> line.contains(file.getFileName().toString()));
    // How Wine shows an access list that has only the owner and the user.
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).endsWith("---");
    theNumbersAreThere(result);
    assertThat(violations()).isEqualTo(PROVOKED);
    everythingIsAsBefore(before);
  }

  /** The numbers that were derived from the driver's NTSTATUS values. */
  private static void theNumbersAreThere(Map<String, Object> result) {
    assertThat(observed(result, "requests without a peer"))
        .containsEntry("SET_PEER: error", 1)
        .containsEntry("NEW_KEY: error", 2)
        .containsEntry("GET_STATS: error", 0);
    assertThat(observed(result, "write without a socket")).containsEntry("WriteFile: error", 22);
    assertThat(observed(result, "structures that are too short"))
        .containsEntry("SET_PEER of 11 bytes: error", 122)
        .containsEntry("GET_STATS with room for 63 bytes: error", 122);
    assertThat(observed(result, "TCP: refused")).containsEntry("NEW_PEER: error", 1225);
    assertThat(observed(result, "TCP: closed by the peer")).containsEntry("the read: error", 1236);
    assertThat(observed(result, "TCP: nobody answers")).containsEntry("NEW_PEER: error", 121);
    assertThat(observed(result, "TCP: cancelled while it connects"))
        .containsEntry("NEW_PEER: error", 995);
    assertThat(observed(result, "the keepalive time-out of 2 s"))
        .containsEntry("the read: error", 64);
    assertThat(observed(result, "a peer over a peer, and a read that is pending then"))
        .containsEntry("second NEW_PEER: error", 0);
    assertThat(observed(result, "whole tunnel: 1000 packets there and back"))
        .containsEntry("backend", "ovpn-dco-win")
        .containsEntry("packets sent", 1000)
        .containsEntry("packets returned", 1000);
    assertThat(observed(result, "whole tunnel: 3 renegotiations under traffic"))
        .containsEntry("renegotiations", 3);
  }

  private void everythingIsAsBefore(Map<String, Object> before) throws IOException {
    assertThat(diagnosis().get("facts")).isEqualTo(before.get("facts"));
    assertThat(windows.journals()).isEmpty();
    assertThat(made("Create")).isNotEmpty().containsExactlyElementsOf(made("Delete"));
  }

  /** Addresses and routes that were made or taken away, sorted. */
  private List<String> made(String verb) {
    return windows.networkLog().stream()
        .filter(line -> line.startsWith(verb) && line.endsWith("-> 0"))
        .map(line -> line.substring(verb.length()).replaceAll(" if .*", ""))
        .sorted()
        .toList();
  }

  private List<String> violations() {
    String mark = "VIOLATION: ";
    return windows.farSide().log.lines().stream()
        .filter(line -> line.startsWith(mark))
        .map(line -> line.substring(mark.length()))
        .toList();
  }

  /** What is sent to that address goes to a machine that is not there. */
  private void nobodyAnswersAt(String address) {
    rig.client().ip("neigh add " + address + " lladdr 02:00:00:00:00:99 dev eth0 nud permanent");
    rig.client().ip("route add " + address + "/32 dev eth0");
  }

  private Map<String, Object> diagnosis() throws IOException {
    Program diag = windows.culvertWith(List.of("diag", "--json"));
    assertThat(diag.awaitExit(LONG)).as(diag.log.tail(50)).isZero();
    String text = String.join("\n", diag.log.lines());
    return read(text.substring(text.indexOf('{'), text.lastIndexOf('}') + 1));
  }

  private static Map<String, Object> read(String json) throws IOException {
    return JSON.std.mapFrom(json);
  }

  private static Path onlyResult(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    try (var files = Files.newDirectoryStream(folder, "culvert-selftest-*")) {
      files.forEach(found::add);
    }
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static List<Map<String, Object>> steps(Map<String, Object> result) {
    List<Map<String, Object>> steps = new ArrayList<>();
    Map<?, ?> test = (Map<?, ?>) field(result, "selftest");
    for (Object step : (List<?>) field(test, "steps")) {
      steps.add(strings((Map<?, ?>) step));
    }
    return steps;
  }

  private static Object field(Map<?, ?> document, String name) {
    return requireNonNull(document.get(name), name);
  }

  private static Map<String, Object> strings(Map<?, ?> map) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put((String) key, value));
    return copy;
  }

  private static Map<String, Object> observed(Map<String, Object> result, String name) {
    return steps(result).stream()
        .filter(step -> name.equals(step.get("name")))
        .map(step -> strings((Map<?, ?>) field(step, "observed")))
        .findFirst()
        .orElseThrow();
  }

  /** Each step with what came of it. */
  private static Map<String, String> results(Map<String, Object> result) {
    Map<String, String> results = new LinkedHashMap<>();
    for (Map<String, Object> step : steps(result)) {
      String name = (String) field(step, "name");
      String reason = (String) field(step, "reason");
      String known = NOT_HERE.getOrDefault(name, "");
      boolean asKnown = !known.isEmpty() && reason.startsWith(known);
      results.put(name, field(step, "result") + ": " + (asKnown ? known : reason));
    }
    return results;
  }

  private static Map<String, String> expected(Map<String, Object> result) {
    Map<String, String> expected = new LinkedHashMap<>();
    for (Map<String, Object> step : steps(result)) {
      String name = (String) field(step, "name");
      expected.put(
          name, NOT_HERE.containsKey(name) ? "not here: " + NOT_HERE.get(name) : "passed: ");
    }
    assertThat(expected.keySet()).containsAll(NOT_HERE.keySet()).hasSize(29);
    return expected;
  }
}
