// SPDX-License-Identifier: Apache-2.0
package dev.culvert.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OwnerOnlyFileTest {
  @TempDir Path temp;

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(temp)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }

  @Test
  void appearsWholeOverAnOlderOne() throws IOException {
    Path target = Files.writeString(temp.resolve("result.json"), "old");
    try (OwnerOnlyFile file = OwnerOnlyFile.begin(target)) {
      assertThat(Files.readString(target)).isEqualTo("old");
      file.finish("zwölf");
      assertThat(file.path()).isEqualTo(target.toAbsolutePath());
    }
    assertThat(Files.readString(target)).isEqualTo("zwölf");
    assertThat(files()).containsExactly("result.json");
  }

  @Test
  void isNotThereWhenItIsNotFinished() throws IOException {
    Path target = temp.resolve("result.json");
    try (OwnerOnlyFile file = OwnerOnlyFile.begin(target)) {
      assertThat(files()).hasSize(1);
      assertThat(file.path()).doesNotExist();
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void aFolderThatIsNotThereOrInItsPlaceIsFoundAtOnce() {
    assertThatThrownBy(() -> OwnerOnlyFile.begin(temp)).hasMessageContaining("is a folder");
    assertThatThrownBy(() -> OwnerOnlyFile.begin(temp.resolve("no").resolve("x")))
        .isInstanceOf(IOException.class);
  }

  @Test
  @Tag("posix")
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "modes: POSIX modes need a POSIX system")
  void nobodyElseMayReadIt() throws IOException {
    Path target = temp.resolve("result.json");
    try (OwnerOnlyFile file = OwnerOnlyFile.begin(target)) {
      file.finish("x");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
        .isEqualTo("rw-------");
  }

  @Test
  @Tag("windows")
  @EnabledOnOs(OS.WINDOWS)
  void onlyItsOwnerAndItsUserAreOnItsAccessList() throws IOException {
    Path target = temp.resolve("result.json");
    try (OwnerOnlyFile file = OwnerOnlyFile.begin(target)) {
      file.finish("x");
    }
    AclFileAttributeView view = Files.getFileAttributeView(target, AclFileAttributeView.class);
    String user = System.getProperty("user.name");
    assertThat(view.getAcl())
        .isNotEmpty()
        .allSatisfy(
            entry -> assertThat(name(entry)).matches(".*(SYSTEM|Administrators|" + user + ")"));
    assertThat(view.getAcl()).extracting(OwnerOnlyFileTest::name).anyMatch(n -> n.endsWith(user));
  }

  private static String name(AclEntry entry) {
    return entry.principal().getName();
  }
}
