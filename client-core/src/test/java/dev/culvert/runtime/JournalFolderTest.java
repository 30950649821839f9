// SPDX-License-Identifier: Apache-2.0
package dev.culvert.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.network.JournalFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Tag("posix")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "journals: POSIX modes need a POSIX system")
class JournalFolderTest {
  @TempDir Path temp;

  @Test
  void folderAndJournalAreTheOwnersAlone() throws IOException {
    Path folder = temp.resolve("state");
    JournalFile journal = JournalFolder.open(folder).create("tun0");
    journal.append("one");
    journal.append("two");

    assertThat(modes(folder)).isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.toList()).allSatisfy(file -> assertThat(modes(file)).isEqualTo("rw-------"));
    }
    assertThat(journal.readAll()).isEqualTo(List.of("one", "two"));
    journal.delete();
    assertThat(journal.name()).doesNotContain("..");
    assertThat(Files.exists(Path.of(journal.name()))).isFalse();
  }

  @Test
  void aFolderThatOthersMayWriteToIsRefused() throws IOException {
    Path folder = Files.createDirectory(temp.resolve("open"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThatThrownBy(() -> JournalFolder.open(folder))
        .hasMessageContaining("may be written by others");
  }

  @Test
  void aLinkInItsPlaceIsRefused() throws IOException {
    Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
    Path link = Files.createSymbolicLink(temp.resolve("link"), elsewhere);

    assertThatThrownBy(() -> JournalFolder.open(link)).hasMessageContaining("is not a folder");
  }

  private static String modes(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
