// SPDX-License-Identifier: Apache-2.0
package dev.culvert.interop;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code culvert diag} on Linux, in a network of its own. */
@Tag("interop")
final class DiagTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration LONG = Duration.ofMinutes(2);

  @RegisterExtension final Rig rig = new Rig();

  @BeforeEach
  void itIsCulvertsOwnCommand() {
    Subject.onlyCulvert("diag is a verb of Culvert");
  }

  private Program diag(String... words) {
    List<String> all = new ArrayList<>(List.of("diag"));
    all.addAll(List.of(words));
    return rig.start("diag", rig.client(), Subject.culvert(all.toArray(String[]::new)));
  }

  @Test
  void tellsFactsAsLinesAndAsOneDocument() throws IOException {
    Program lines = diag();
    assertThat(lines.awaitExit(SOON)).isZero();
    assertThat(lines.log.lines())
        .anyMatch(line -> line.startsWith("system: Linux "))
        .contains("rights: may change the network (CAP_NET_ADMIN)")
        .contains("driver user space: usable: tun devices are there");

    Path file = rig.write("facts.json", "older");
    Program json = diag("--json", "--out", file.toString());
    assertThat(json.awaitExit(SOON)).isZero();
    String text = String.join("\n", json.log.lines());
    assertThat(text).startsWith("{").endsWith("}").contains("\"about\" : \"tun device\"");
    assertThat(Files.readString(file).strip()).isEqualTo(text);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aSelfTestCarriesTrafficAndLeavesTheNetworkAsItWas() throws IOException {
    Path folder = requireNonNull(rig.write("marker", "").getParent());
    Snapshot before = Snapshot.of(rig.client());

    Program test = diag("--selftest", "--yes");

    assertThat(test.awaitExit(LONG)).as(test.log.tail(40)).isZero();
    assertThat(test.log.lines()).contains("self-test: 3 passed, 0 failed, 0 not here");
    Path file;
    try (var files = Files.newDirectoryStream(folder, "culvert-selftest-*.json")) {
      file = files.iterator().next();
    }
    assertThat(Files.readString(file))
        .contains("\"backend\" : \"user space\"", "\"renegotiations\" : 3", "\"ok\" : true");
    assertThat(Snapshot.of(rig.client())).isEqualTo(before);
  }

  @Test
  void anInterruptEndsItAfterTheStepUnderWayAndUndoesAsMuch() {
    Snapshot before = Snapshot.of(rig.client());
    Program test = diag("--selftest", "--yes", "--out", rig.write("stopped.json", "").toString());
    test.log.await("1000 packets there and back +passed", LONG);

    test.signal("INT");

    assertThat(test.awaitExit(LONG)).as(test.log.tail(40)).isEqualTo(1);
    assertThat(test.log.count("culvert: stopping: ")).isEqualTo(1);
    assertThat(test.log.count("far end restarts +failed, 0 ms: not begun: the test was stopped"))
        .isEqualTo(1);
    assertThat(test.log.count("^result: .*stopped.json$")).isEqualTo(1);
    assertThat(Snapshot.of(rig.client())).isEqualTo(before);
  }

  @Test
  void withoutAYesNothingIsDone() throws IOException {
    Path folder = requireNonNull(rig.write("marker", "").getParent());
    Snapshot before = Snapshot.of(rig.client());

    Program test = diag("--selftest");

    assertThat(test.awaitExit(SOON)).isEqualTo(2);
    assertThat(test.log.lines()).anyMatch(line -> line.endsWith("culvert: nothing was done"));
    assertThat(folder).isDirectoryNotContaining("glob:**culvert-selftest-*");
    assertThat(Snapshot.of(rig.client())).isEqualTo(before);
  }
}
