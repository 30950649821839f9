// SPDX-License-Identifier: Apache-2.0
package dev.culvert.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.network.JournalFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("windows")
@Timeout(60)
class JournalFolderOnWindowsTest {
  private static final String OWN_LIST = "SYSTEM|" + System.getProperty("user.name");

  @TempDir Path temp;

  private Path folder = Path.of("");

  @BeforeEach
  void nothingIsThereYet() {
    folder = temp.resolve("ProgramData").resolve("Culvert").resolve("undo");
  }

  @Test
  void isMadeWithTheFoldersAboveItForItsOwnerAlone() throws IOException {
    Path above = Files.createDirectory(temp.resolve("ProgramData"));
    assertThat(names(above)).as("what it would inherit").contains("Everyone");
    JournalFile journal = JournalFolder.open(folder).create("Culvert 1");
    journal.append("one");
    journal.append("zwölf");

    assertThat(names(folder)).isNotEmpty().allSatisfy(name -> assertThat(name).matches(OWN_LIST));
    assertThat(journal.readAll()).containsExactly("one", "zwölf");
    assertThat(JournalFolder.open(folder)).isNotNull();
    journal.delete();
    assertThat(files()).containsExactly("gate.lock");
    assertThat(above.resolve("Culvert")).isDirectoryNotContaining("glob:**undo-*");
  }

  @Test
  void thatOthersMayWriteToIsRefused() throws IOException {
    Files.createDirectories(folder);
    AclFileAttributeView view = view(folder);
    List<AclEntry> open = new ArrayList<>(view.getAcl());
    open.add(
        AclEntry.newBuilder()
            .setType(AclEntryType.ALLOW)
            .setPrincipal(
                folder
                    .getFileSystem()
                    .getUserPrincipalLookupService()
                    .lookupPrincipalByName("Everyone"))
            .setPermissions(EnumSet.allOf(AclEntryPermission.class))
            .build());
    view.setAcl(open);

    assertThatThrownBy(() -> JournalFolder.open(folder))
        .hasMessageMatching(".*may be written by .?Everyone, so what is in it is not trusted");
    assertThat(files()).isEmpty();
  }

  @Test
  void aFileInItsPlaceIsRefused() throws IOException {
    Files.createDirectories(temp.resolve("ProgramData").resolve("Culvert"));
    Files.createFile(folder);

    assertThatThrownBy(() -> JournalFolder.open(folder)).hasMessageContaining("is not a folder");
  }

  @Test
  void aJournalIsTakenOverWhenItsProcessIsGoneAndNotBefore() throws Exception {
    Process other = otherProcess();
    try (BufferedReader lines = other.inputReader()) {
      Path left = Path.of(lines.readLine());
      assertThat(LockedJournal.takeOver(left)).isEmpty();

      other.destroyForcibly().waitFor();

      Optional<LockedJournal> taken = LockedJournal.takeOver(left);
      assertThat(taken.orElseThrow().readAll()).containsExactly("written by the other");
      taken.orElseThrow().delete();
      assertThat(left).doesNotExist();
    } finally {
      other.destroyForcibly();
    }
  }

  /** Runs {@link Other}; its first line is the path of the journal that it holds. */
  private Process otherProcess() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Other.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Holds a journal until it is killed. */
  static final class Other {
    private Other() {}

    public static void main(String[] arguments) throws IOException {
      JournalFile journal = JournalFolder.open(Path.of(arguments[0])).create("other");
      journal.append("written by the other");
      System.out.println(journal.name());
      int ended = System.in.read();
      System.out.println(ended + " " + journal.name());
    }
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }

  /** Who is named in the access control list, without their domain. */
  private static List<String> names(Path path) throws IOException {
    return view(path).getAcl().stream()
        .map(entry -> entry.principal().getName().replaceFirst(".*\\\\", ""))
        .toList();
  }

  private static AclFileAttributeView view(Path path) {
    AclFileAttributeView view = Files.getFileAttributeView(path, AclFileAttributeView.class);
    if (view == null) {
      throw new UncheckedIOException(new IOException("no access control lists for " + path));
    }
    return view;
  }
}
