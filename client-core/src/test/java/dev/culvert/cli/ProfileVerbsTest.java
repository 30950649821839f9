// SPDX-License-Identifier: Apache-2.0
package dev.culvert.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The verbs about profiles as processes of their own, with a home of their own. */
@Timeout(120)
@Tag("not-under-wine")
class ProfileVerbsTest {
  @TempDir Path temp;

  private Path profiles = Path.of("");

  @BeforeEach
  void aFolderOfProfiles() throws IOException {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    profiles = temp.resolve(windows ? "home/Culvert/profiles" : "home/culvert/profiles");
    Files.createDirectories(temp.resolve("home"));
    Files.createDirectories(temp.resolve("vpn"));
    Files.writeString(
        temp.resolve("vpn/work.ovpn"),
        "client\nremote vpn.example.org\nca ca.crt\nredirect-gateway def1\n<key>\nhunter2\n</key>\n");
    Files.writeString(temp.resolve("vpn/ca.crt"), "CA\n");
    Files.writeString(temp.resolve("vpn/evil.ovpn"), "client\nremote a\nup ./evil.sh\n");
    Files.writeString(temp.resolve("vpn/lonely.ovpn"), "client\nremote a\ncert gone.crt\n");
  }

  @Test
  void aFolderIsImportedListedShownExportedAndRemoved() throws Exception {
    Ran imported = culvert("import", "vpn");
    assertThat(imported.code()).isEqualTo(3);
    assertThat(imported.out())
        .contains(
            "work.ovpn: stored as \"work\"",
            "connects to: vpn.example.org:1194 udp",
            "line 4: redirect-gateway def1",
            "line 3: ca ca.crt: 3 bytes",
            "evil.ovpn: refused",
            "lonely.ovpn: refused")
        .endsWith("1 stored in " + profiles + ", 2 refused\n")
        .doesNotContain("hunter2");
    assertThat(imported.err().replace('\\', '/'))
        .isEqualTo(
            "vpn/evil.ovpn:3: up ./evil.sh: runs a program: allowed with --allow-scripts only\n"
                + "vpn/lonely.ovpn:3: cert: gone.crt: no such file:"
                + " imported without it with --allow-missing only\n");

    assertThat(culvert("import", "vpn/work.ovpn").out())
        .contains("work.ovpn: there already as \"work\"")
        .endsWith(", 1 there already\n");

    Map<String, Object> list = JSON.std.mapFrom(culvert("list", "--json").out());
    assertThat(list.get("schema")).isEqualTo(1);
    assertThat(list.get("folder")).isEqualTo(profiles.toString());
    List<?> listed = (List<?>) requireNonNull(list.get("profiles"));
    Map<?, ?> work = (Map<?, ?>) listed.getFirst();
    assertThat(work.get("name")).isEqualTo("work");
    assertThat(work.get("state")).isEqualTo("does-not-run");
    assertThat(String.valueOf(work.get("reason"))).startsWith("work.ovpn");
    assertThat(work.get("remotes")).isEqualTo(List.of("vpn.example.org:1194 udp"));

    assertThat(culvert("show", "WO").out()).contains("<key>\n[1 line hidden]\n</key>\n");
    assertThat(culvert("show", "vpn/work.ovpn").out()).contains("[1 line hidden]");
    assertThat(culvert("show", "--secrets", "work").out()).contains("hunter2");

    Ran exported = culvert("export", "work");
    assertThat(exported.code()).isZero();
    assertThat(temp.resolve("work.ovpn")).hasSameBinaryContentAs(profiles.resolve("work.ovpn"));
    assertThat(culvert("export", "work").err()).endsWith("there already; --force overwrites it\n");
    assertThat(culvert("export", "work", "-").out())
        .isEqualTo(Files.readString(profiles.resolve("work.ovpn")));

    assertThat(culvert("remove", "wor").code()).isEqualTo(3);
    assertThat(culvert("remove", "Work")).isEqualTo(new Ran(0, "\"work\" removed\n", ""));
    assertThat(culvert("list").out()).startsWith("no profiles in ");
  }

  @Test
  void aDryRunStoresNothing() throws Exception {
    Ran ran = culvert("import", "--dry-run", "vpn/work.ovpn");

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("would be stored as \"work\"");
    assertThat(profiles).doesNotExist();
  }

  @Test
  void codesTellWhatWentWrong() throws Exception {
    assertThat(culvert("import").code()).isEqualTo(2);
    Ran missing = culvert("import", "nothing.ovpn", "vpn/work.ovpn");
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.err()).isEqualTo("nothing.ovpn: no such file\n");
    assertThat(missing.out()).endsWith("1 stored in " + profiles + ", 1 not read\n");
    assertThat(culvert("show", "x"))
        .isEqualTo(
            new Ran(3, "", "x: there is no profile of that name (culvert list shows them)\n"));
    assertThat(culvert("import", "vpn/ca.crt").code()).isEqualTo(3);
  }

  private record Ran(int code, String out, String err) {}

  private Ran culvert(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.culvert.cli.Main"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(temp.toFile());
    builder.environment().put("XDG_CONFIG_HOME", temp.resolve("home").toString());
    builder.environment().put("APPDATA", temp.resolve("home").toString());
    Path err = Files.createTempFile(temp, "err", ".txt");
    Process process = builder.redirectError(err.toFile()).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    int code = process.waitFor();
    return new Ran(code, lines(out), lines(Files.readString(err)));
  }

  private static String lines(String text) {
    return text.replace("\r\n", "\n");
  }
}
