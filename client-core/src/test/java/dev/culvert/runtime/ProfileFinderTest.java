// SPDX-License-Identifier: Apache-2.0
package dev.culvert.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.directive.FileResolver;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles in files, folders and archives, well made and hostile ones. */
class ProfileFinderTest {
  @TempDir private Path folder;

  @Test
  void aFileIsAProfileWhateverItsName() throws IOException {
    Path file = write("office.txt", "client");
    Found found = find(file);
    assertThat(found.contents).containsExactly(Map.entry(file.toString(), "client"));
  }

  @Test
  void aFolderIsWalkedInOrderAndItsOtherFilesAreNot() throws IOException {
    write("b.conf", "b");
    write("a.OVPN", "a");
    write("ca.crt", "no profile");
    Files.createDirectory(folder.resolve("deeper"));
    write("deeper/c.ovpn", "c");
    assertThat(find(folder).contents.values()).containsExactly("a", "b", "c");
  }

  @Test
  void whatAProfileNamesIsReadWhereTheProfileIs() throws IOException {
    Files.createDirectory(folder.resolve("keys"));
    write("keys/ca.crt", "CA");
    Path file = write("office.ovpn", "client");
    Found found = find(file);
    found.wanted = "ca.crt";
    found.directory = "keys";
    new ProfileFinder(found).find(file.toString());
    assertThat(found.read).isEqualTo("CA");
  }

  @Test
  void anArchiveIsReadWithTheFilesBesideItsProfiles() throws IOException {
    Path zip =
        zip(Map.of("all/office.ovpn", "client", "all/ca.crt", "CA", "readme.txt", "no profile"));
    Found found = new Found();
    found.wanted = "ca.crt";
    new ProfileFinder(found).find(zip.toString());
    assertThat(found.contents).containsExactly(Map.entry(zip + "!all/office.ovpn", "client"));
    assertThat(found.read).isEqualTo("CA");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret",
        "../../secret",
        "/etc/passwd",
        "\\secret",
        "C:\\secret",
        "a/../../.."
      })
  void aNameThatLeadsOutOfTheArchiveFindsNothing(String name) throws IOException {
    Files.writeString(folder.resolve("secret"), "outside");
    Path zip = zip(Map.of("office.ovpn", "client"));
    Found found = new Found();
    found.wanted = name;
    new ProfileFinder(found).find(zip.toString());
    assertThat(found.read).startsWith("! ").contains("zip");
  }

  @Test
  void anArchiveWithANameThatClimbsIsRefused() throws IOException {
    Path zip = zip(Map.of("../../evil.ovpn", "evil", "good.ovpn", "good"));
    assertThat(find(zip).contents).isEmpty();
    assertThat(find(zip).problems)
        .containsExactly(Map.entry(zip.toString(), "../../evil.ovpn: a name that leaves the zip"));
  }

  @Test
  void aSmallArchiveWithALargeEntryIsRefusedBeforeItIsHeld() throws IOException {
    Path zip = zip(Map.of("bomb.ovpn", "#".repeat(ProfileFinder.MAX_SIZE + 1)));
    assertThat(Files.size(zip)).isLessThan(100_000);
    Found found = find(zip);
    assertThat(found.contents).isEmpty();
    assertThat(found.problems)
        .containsExactly(Map.entry(zip.toString(), "at most 10 MB of files expected, more found"));
  }

  @Test
  void whatIsNotThereOrNoArchiveOrTooLargeOrEmptyIsSaid() throws IOException {
    assertThat(find(folder.resolve("none.ovpn")).problems.values()).containsExactly("no such file");
    assertThat(find(folder.resolve("none.zip")).problems.values()).containsExactly("no such file");
    assertThat(find(write("no.zip", "this is text")).problems.values())
        .containsExactly("it has no directory: it is cut or damaged");
    Files.createDirectory(folder.resolve("empty"));
    assertThat(find(folder.resolve("empty")).problems.values())
        .containsExactly("no *.ovpn or *.conf in this folder");
    assertThat(find(zip(Map.of("a.txt", ""))).problems.values())
        .containsExactly("no *.ovpn or *.conf in this archive");
    Path large = write("large.ovpn", "#".repeat(ProfileFinder.MAX_SIZE + 1));
    assertThat(find(large).problems.values()).containsExactly("it is larger than 10 MiB");
  }

  @Test
  @Tag("posix")
  void aLinkInAFolderIsNotFollowedInACircle() throws IOException {
    write("a.ovpn", "a");
    Files.createSymbolicLink(folder.resolve("again"), folder);
    assertThat(find(folder).contents).hasSize(1);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Path zip(Map<String, String> entries) throws IOException {
    Path file = folder.resolve("all.zip");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return file;
  }

  private static Found find(Path path) {
    Found found = new Found();
    new ProfileFinder(found).find(path.toString());
    return found;
  }

  /** What was found, and what one of the profiles could read. */
  private static final class Found implements ProfileFinder.Visitor {
    private final Map<String, String> contents = new LinkedHashMap<>();
    private final Map<String, String> problems = new LinkedHashMap<>();
    private String directory = "";
    private String wanted = "";
    private String read = "";

    @Override
    public void found(String name, byte[] content, FileResolver files) {
      contents.put(name, new String(content, StandardCharsets.UTF_8));
      if (!wanted.isEmpty()) {
        try {
          read = files.read(directory, wanted);
        } catch (IOException e) {
          read = "! " + e.getMessage();
        }
      }
    }

    @Override
    public void unreadable(String name, String reason) {
      problems.put(name, reason);
    }
  }
}
