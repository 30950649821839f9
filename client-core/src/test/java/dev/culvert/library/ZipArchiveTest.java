// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZipArchiveTest {
  @Test
  void eachProfileFindsItsFilesInTheZip() throws Exception {
    List<PlannedImport> plans =
        plans(
            new ZipMaker()
                .file("de/de.ovpn", "client\nca ca.crt\ntls-auth ../keys/ta.key 1\n")
                .file("de/ca.crt", "DE\n")
                .file("us/us.ovpn", "client\nca ca.crt\ntls-auth ..\\\\keys\\\\ta.key 1\n")
                .file("us/ca.crt", "US\n")
                .file("keys/ta.key", "TA\n")
                .file("readme.txt", "client\n")
                .file("nginx.conf", "server {\n}\n")
                .file("__MACOSX/de/._de.ovpn", "\0\5\26\7")
                .zip());

    assertThat(plans).extracting(plan -> plan.target().name()).containsExactly("de", "us");
    assertThat(plans)
        .extracting(plan -> Imports.text(plan.content()))
        .allSatisfy(text -> assertThat(text).contains("<tls-auth>\nTA\n</tls-auth>"));
    assertThat(Imports.text(plans.getFirst().content())).contains("<ca>\nDE\n</ca>");
    assertThat(Imports.text(plans.getLast().content())).contains("<ca>\nUS\n</ca>");
    assertThat(plans).allSatisfy(plan -> assertThat(plan.refusals()).isEmpty());
    assertThat(plans.getFirst().place()).isEqualTo("bundle.zip/de/de.ovpn");
  }

  @Test
  void aZipOfAnUsualPackerIsRead() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, UTF_8)) {
      zip.putNextEntry(new ZipEntry("vpn/"));
      zip.putNextEntry(new ZipEntry("vpn/M\u00FCnchen.ovpn"));
      zip.write("client\n".repeat(1000).getBytes(UTF_8));
      zip.setComment("made for you");
    }

    assertThat(plans(bytes.toByteArray()))
        .extracting(plan -> plan.target().name())
        .containsExactly("M\u00FCnchen");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../outside.crt",
        "/etc/passwd",
        "C:\\\\x.crt",
        "\\\\\\\\host\\\\x",
        "a/../../b"
      })
  void aProfileInAZipReadsNothingElse(String name) throws Exception {
    PlannedImport plan =
        plans(new ZipMaker().file("vpn/a.ovpn", "client\nca " + name + "\n").zip()).getFirst();

    assertThat(plan.refusals()).hasSize(1);
    assertThat(plan.refusals().getFirst())
        .matches(
            "bundle.zip/vpn/a.ovpn:2: ca: .*: (it is outside of the zip"
                + "|a profile in a zip can name files of the zip only|there is no such file in the"
                + " zip): imported without it with --allow-missing only");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "../a.ovpn > ../a.ovpn: a name that leaves the zip",
        "x/../../a.ovpn > x/../../a.ovpn: a name that leaves the zip",
        "x\\..\\..\\a.ovpn > x\\..\\..\\a.ovpn: a name that leaves the zip",
        "/etc/a.ovpn > /etc/a.ovpn: an absolute name is not taken",
        "\\\\host\\a.ovpn > \\\\host\\a.ovpn: an absolute name is not taken",
        "C:\\a.ovpn > C:\\a.ovpn: an absolute name is not taken",
        "c:a.ovpn > c:a.ovpn: an absolute name is not taken",
        "a\u001B[2J.ovpn > a?[2J.ovpn: a name with control characters",
        "more.zip > more.zip: a zip in the zip: unpack it first"
      })
  void aNameThatLeavesTheZipIsRefused(String name, String sentence) {
    assertThatThrownBy(
            () -> ZipArchive.read(new ZipMaker().file("ok", "ok").file(name, "client\n").zip()))
        .isInstanceOf(ZipRefusedException.class)
        .hasMessage(sentence);
  }

  static Stream<Object[]> attacks() {
    String inner =
        new String(
            new ZipMaker().file("a", "a").zip(), java.nio.charset.StandardCharsets.ISO_8859_1);
    ZipMaker many = new ZipMaker();
    for (int i = 0; i < 1001; i++) {
      many.file("f" + i, "");
    }
    byte[] good = new ZipMaker().file("a.ovpn", "client\n").zip();
    byte[] badCrc = good.clone();
    badCrc[14] ^= 1;
    badCrc[good.length - 22 - 52 + 16] ^= 1;
    return Stream.of(
        new Object[] {
          "link",
          new ZipMaker().link("ca.crt", "/etc/passwd").zip(),
          "ca.crt: a file expected, a symbolic link or a device found"
        },
        new Object[] {
          "device",
          new ZipMaker().mode("null", 0020666).zip(),
          "null: a file expected, a symbolic link or a device found"
        },
        new Object[] {
          "encrypted",
          new ZipMaker().encrypted("a.ovpn").zip(),
          "a.ovpn: it is encrypted: unpack the zip first"
        },
        new Object[] {
          "nested",
          new ZipMaker().file("innocent.ovpn", inner).zip(),
          "innocent.ovpn: a zip in the zip: unpack it first"
        },
        new Object[] {
          "twice",
          new ZipMaker().file("a", "1").file("a", "2").zip(),
          "a: one file of that name expected, two found"
        },
        new Object[] {"entries", many.zip(), "at most 1000 entries expected, 1001 found"},
        new Object[] {
          "ratio",
          new ZipMaker().file("a", "a".repeat(1_000_000)).zip(),
          "a: 1000000 bytes packed into N, as bombs are"
        },
        new Object[] {
          "size",
          new ZipMaker().lying("a", "abc", 20_000_000).zip(),
          "at most 10 MB of files expected, more found"
        },
        new Object[] {
          "total",
          new ZipMaker().lying("a", "abc", 9_000_000).lying("b", "abc", 2_000_000).zip(),
          "a: 9000000 bytes packed into N, as bombs are"
        },
        new Object[] {
          "more than said",
          new ZipMaker().lying("a", "abc", 2).zip(),
          "a: it is damaged, or larger than the zip says"
        },
        new Object[] {
          "less than said",
          new ZipMaker().lying("a", "abc", 4).zip(),
          "a: it is damaged, or larger than the zip says"
        },
        new Object[] {
          "shared",
          new ZipMaker().file("a", "abc").sharing("b").zip(),
          "two of its files share bytes, as in bombs"
        },
        new Object[] {"crc", badCrc, "a.ovpn: it is damaged, or larger than the zip says"},
        new Object[] {
          "cut", Arrays.copyOf(good, good.length - 1), "it has no directory: it is cut or damaged"
        },
        new Object[] {"nothing", new byte[0], "it has no directory: it is cut or damaged"},
        new Object[] {"large", new byte[10_000_001], "at most 10 MB expected, more found"});
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attacks")
  void anAttackIsRefusedWithASentence(String name, byte[] zip, String sentence) {
    assertThatThrownBy(() -> ZipArchive.read(zip))
        .as(name)
        .isInstanceOf(ZipRefusedException.class)
        .extracting(e -> String.valueOf(e.getMessage()).replaceAll("into [0-9]+", "into N"))
        .isEqualTo(sentence);
  }

  private static List<PlannedImport> plans(byte[] zip) throws Exception {
    ImportPlanner planner = new ImportPlanner(new ProfileLibrary(List.of()), ImportOptions.CAREFUL);
    List<PlannedImport> plans = new ArrayList<>();
    for (Candidate candidate : ZipArchive.read(zip).candidates("bundle.zip")) {
      plans.add(planner.plan(candidate));
    }
    return plans;
  }
}
