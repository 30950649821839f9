// SPDX-License-Identifier: Apache-2.0
package dev.culvert.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code culvert check} prints and how it ends. */
class CheckVerbTest {
  @TempDir private Path folder;

  private String out = "";
  private String good = "";

  @BeforeEach
  void aGoodProfile() throws IOException {
    good =
        "client\ndev tun\nremote vpn.example.net 1194 udp\nremote-cert-tls server\n"
            + block("ca", "ca.crt")
            + block("cert", "own.crt")
            + block("key", "own.key");
  }

  @Test
  void aGoodProfileIsReadyAndEndsWith0() throws IOException {
    assertThat(check(write("good.ovpn", good))).isZero();
    assertThat(out)
        .contains("good.ovpn: ready\n")
        .contains("vpn.example.net port 1194 udp\n")
        .contains("in the kernel, with ovpn, ovpn-dco-v2, ovpn-dco-win 2.x, ovpn-dco-win 1.x\n")
        .contains("cert: CN=own (for client, EC 256, signed by CN=Lab), valid, until ")
        .contains("key matches\n")
        .doesNotContain("warnings");
  }

  @Test
  void aBadProfileEndsWith3AndNamesTheLine() throws IOException {
    assertThat(check(write("bad.ovpn", good + "verbosity 3\n"))).isEqualTo(3);
    int line = (int) good.lines().count() + 1;
    assertThat(out).contains("bad.ovpn: invalid\n").contains("    line " + line + ": verbosity: ");
  }

  @Test
  void whatKeepsItOutOfTheKernelIsNamedWithItsFix() throws IOException {
    assertThat(check(write("slow.ovpn", good + "disable-dco\n"))).isZero();
    int line = (int) good.lines().count() + 1;
    assertThat(out)
        .contains("    not in the kernel, since\n")
        .contains("      line " + line + ": disable-dco: ovpn is a kernel driver\n")
        .contains("        fix: remove line " + line + "\n");
  }

  @Test
  void severalAreSummedUpAndAMissingOneIsOneOfThem() throws IOException {
    int code = check(write("a.ovpn", good), write("b.ovpn", good), folder.resolve("c.ovpn"));
    assertThat(code).isEqualTo(3);
    assertThat(out)
        .contains("c.ovpn: invalid\n  errors\n    config: no such file\n")
        .endsWith(
            "3 profiles: 2 ready (2 of them in the kernel), 0 valid that Culvert cannot use,"
                + " 1 invalid\n");
  }

  @Test
  void theDocumentIsOneObject() throws IOException {
    Path slow = write("slow.ovpn", good + "disable-dco\nauth MD5\n");
    assertThat(run("check", "--json", slow.toString())).isZero();
    Map<String, Object> document = JSON.std.mapFrom(out);
    assertThat(document).containsEntry("schema", 1);
    Map<?, ?> file = (Map<?, ?>) ((List<?>) requireNonNull(document.get("files"))).getFirst();
    assertThat(file.get("file")).isEqualTo(slow.toString());
    assertThat(file.get("accepted")).isEqualTo(true);
    assertThat(file.get("runs")).isEqualTo(true);
    Map<?, ?> dco = (Map<?, ?>) requireNonNull(file.get("dco"));
    assertThat(dco.get("possible")).isEqualTo(false);
    Map<?, ?> reason = (Map<?, ?>) ((List<?>) requireNonNull(dco.get("reasons"))).getFirst();
    int line = (int) good.lines().count() + 1;
    assertThat(reason.get("directive")).isEqualTo("disable-dco");
    assertThat(reason.get("line")).isEqualTo(line);
    assertThat(reason.get("fix")).isEqualTo("remove line " + line);
    Map<?, ?> warning = (Map<?, ?>) ((List<?>) requireNonNull(file.get("warnings"))).getFirst();
    assertThat(warning.get("code")).isEqualTo("weak-digest");
    assertThat(warning.get("line")).isEqualTo(line + 1);
  }

  @Test
  void secretsAreInNeitherForm() throws IOException {
    Path file = write("good.ovpn", good);
    String key = good.lines().filter(l -> l.length() > 60).toList().getLast();
    run("check", "--json", file.toString());
    assertThat(out).doesNotContain(key);
    run("check", file.toString());
    assertThat(out).doesNotContain(key);
  }

  @Test
  void everyFieldIsInTheDescriptionAndTheOtherWayRound() throws IOException {
    String text = Files.readString(Path.of("../docs/json.md"));
    Set<String> described = new TreeSet<>();
    Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE)
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .forEach(row -> described.add(row.substring(3, row.length() - 3)));
    Set<String> written = new TreeSet<>();
    Path bad = write("bad.ovpn", "client\nremote h\nfragment 1300\n");
    Path idle = write("idle.ovpn", good + "reneg-bytes 1000\nsetenv opt nothing-known\nauth MD5\n");
    run("check", "--json", bad.toString(), idle.toString());
    fields("", JSON.std.anyFrom(out), written);
    fields("", JSON.std.anyFrom(everything()), written);
    assertThat(described).isEqualTo(written);
  }

  /** A document with each optional part in it. */
  private String everything() throws IOException {
    return CheckDocument.text(List.of(CheckSamples.refused()));
  }

  private static void fields(String path, Object value, Set<String> found) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (name, each) -> {
            String at = path.isEmpty() ? name.toString() : path + "." + name;
            found.add(at);
            if (each != null) {
              fields(at, each, found);
            }
          });
    } else if (value instanceof List<?> list) {
      for (Object each : list) {
        if (each != null) {
          fields(path + "[]", each, found);
        }
      }
    }
  }

  private static String block(String name, String file) throws IOException {
    try (InputStream in = CheckVerbTest.class.getResourceAsStream("/pem/" + file)) {
      String text = new String(requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return "<" + name + ">\n" + text + "</" + name + ">\n";
    }
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private int check(Path... files) {
    String[] arguments = new String[files.length + 1];
    arguments[0] = "check";
    for (int i = 0; i < files.length; i++) {
      arguments[i + 1] = files[i].toString();
    }
    return run(arguments);
  }

  private int run(String... arguments) {
    StringWriter text = new StringWriter();
    int code = Main.verbs().setOut(new PrintWriter(text)).execute(arguments);
    out = text.toString().replace("\r\n", "\n");
    return code;
  }
}
