// SPDX-License-Identifier: Apache-2.0
package dev.culvert.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.bytes.Bytes;
import dev.culvert.library.Candidate;
import dev.culvert.library.ImportOptions;
import dev.culvert.library.ImportPlanner;
import dev.culvert.library.NearbyFiles;
import dev.culvert.library.PlannedImport;
import dev.culvert.library.ProfileLibrary;
import dev.culvert.library.StoredProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ProfileFolderTest {
  private static final ImportOptions REPLACE = new ImportOptions(false, false, false, true);
  private static final String OLD = "client # old\n";
  private static final String NEW = "client # new\n";

  @TempDir Path temp;

  private Path folder = Path.of("");

  @BeforeEach
  void nothingIsThereYet() {
    folder = temp.resolve("config").resolve("culvert").resolve("profiles");
  }

  @Test
  void whatIsStoredIsReadAndRemoved() throws Exception {
    ProfileFolder profiles = ProfileFolder.at(folder);
    assertThat(profiles.read().profiles()).isEmpty();
    assertThat(folder).doesNotExist();

    profiles.store(plans(profiles.read(), "Work", NEW, "home", OLD));

    assertThat(profiles.read().profiles())
        .containsExactly(
            new StoredProfile("home", bytes(OLD)), new StoredProfile("Work", bytes(NEW)));
    assertThat(snapshot()).isEqualTo(Map.of("Work.ovpn", NEW, "home.ovpn", OLD));
    profiles.remove("Work");
    assertThat(snapshot()).isEqualTo(Map.of("home.ovpn", OLD));
    assertThatThrownBy(() -> profiles.remove("Work"))
        .hasMessage("there is no profile Work any more");
  }

  @Test
  void aReplacedProfileKeepsItsName() throws Exception {
    ProfileFolder profiles = ProfileFolder.at(folder);
    profiles.store(plans(profiles.read(), "Work", OLD));

    profiles.store(plans(profiles.read(), "WORK", NEW));

    assertThat(snapshot()).isEqualTo(Map.of("Work.ovpn", NEW));
  }

  @Test
  void aNameThatAnotherImportTookMeanwhileIsNotOverwritten() throws Exception {
    ProfileFolder profiles = ProfileFolder.at(folder);
    List<PlannedImport> late = plans(profiles.read(), "work", NEW);
    profiles.store(plans(profiles.read(), "WORK", OLD));

    assertThatThrownBy(() -> profiles.store(late))
        .hasMessageContaining("another import has just made this profile");
    assertThat(snapshot()).isEqualTo(Map.of("WORK.ovpn", OLD));
  }

  @Test
  void whatElseIsInTheFolderIsNoProfile() throws Exception {
    ProfileFolder profiles = ProfileFolder.at(folder);
    profiles.store(plans(profiles.read(), "a", OLD));
    Files.writeString(folder.resolve("notes.txt"), "x");
    Files.createDirectory(folder.resolve("b.ovpn"));
    Files.writeString(folder.resolve("C.OVPN"), NEW);

    assertThat(profiles.read().profiles())
        .extracting(StoredProfile::name)
        .containsExactly("a", "C");
  }

  /** Every profile is then as before or as after; no other file is left, and nothing is half. */
  @Test
  void aFailureAtAnyStepLeavesWholeProfiles() throws Exception {
    List<String> steps = steps();
    assertThat(steps).hasSizeGreaterThan(8);
    for (int failing = 0; failing < steps.size(); failing++) {
      startOver();
      int last = failing;
      List<String> seen = new ArrayList<>();
      ProfileFolder profiles =
          ProfileFolder.at(
              folder,
              change -> {
                seen.add(change);
                if (seen.size() > last) {
                  throw new IOException("disk full before: " + change);
                }
              });
      List<PlannedImport> plans =
          plans(ProfileFolder.at(folder).read(), "old", NEW, "new", NEW + "#");

      assertThatThrownBy(() -> profiles.store(plans)).hasMessageStartingWith("disk full");

      assertThatEachIsOldOrNew(steps.get(failing));
      assertThat(names()).as(steps.get(failing)).allMatch(n -> !n.endsWith(".tmp"));
    }
  }

  /** As above, but the process is gone: what it left is swept by the next import. */
  @Test
  void aKilledImportLeavesWholeProfiles() throws Exception {
    List<String> steps = steps();
    for (int last = 1; last < steps.size(); last++) {
      startOver();
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Killed.class.getName(),
                  folder.toString(),
                  String.valueOf(last))
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor()).as(said).isEqualTo(Killed.CODE);

      assertThatEachIsOldOrNew(steps.get(last));
      ProfileFolder profiles = ProfileFolder.at(folder);
      profiles.store(plans(profiles.read(), "later", "client # later\n"));
      assertThat(names()).as(steps.get(last)).allMatch(n -> !n.endsWith(".tmp"));
      assertThatEachIsOldOrNew(steps.get(last));
    }
  }

  /** Ends like a killed process before a step. */
  static final class Killed {
    static final int CODE = 42;

    private Killed() {}

    public static void main(String[] arguments) throws Exception {
      int last = Integer.parseInt(arguments[1]);
      List<String> seen = new ArrayList<>();
      Path folder = Path.of(arguments[0]);
      ProfileFolder profiles =
          ProfileFolder.at(
              folder,
              change -> {
                seen.add(change);
                if (seen.size() > last) {
                  Runtime.getRuntime().halt(CODE);
                }
              });
      profiles.store(plans(profiles.read(), "old", NEW, "new", NEW + "#"));
    }
  }

  @Test
  @Tag("posix")
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "profiles: POSIX modes need a POSIX system")
  void folderAndProfilesAreTheOwnersAlone() throws Exception {
    ProfileFolder.at(folder).store(plans(new ProfileLibrary(List.of()), "a", OLD));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  @Tag("posix")
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "profiles: POSIX modes need a POSIX system")
  void aFolderThatOthersMayWriteToIsRefused() throws Exception {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    List<PlannedImport> plans = plans(new ProfileLibrary(List.of()), "a", OLD);

    assertThatThrownBy(() -> ProfileFolder.at(folder).store(plans))
        .hasMessageContaining("may be written by others");
    assertThat(names()).isEmpty();
  }

  @Test
  void theFolderIsWhereTheSystemKeepsSettings() {
    Path home = temp.resolve("me");
    Path xdg = temp.resolve("xdg").toAbsolutePath();

    assertThat(ProfileFolder.standardPlace(Map.of(), "Linux", home))
        .isEqualTo(home.resolve(".config/culvert/profiles"));
    assertThat(
            ProfileFolder.standardPlace(Map.of("XDG_CONFIG_HOME", xdg.toString()), "Linux", home))
        .isEqualTo(xdg.resolve("culvert/profiles"));
    assertThat(ProfileFolder.standardPlace(Map.of("XDG_CONFIG_HOME", "x"), "Linux", home))
        .isEqualTo(home.resolve(".config/culvert/profiles"));
    assertThat(ProfileFolder.standardPlace(Map.of("APPDATA", xdg.toString()), "Windows 11", home))
        .isEqualTo(xdg.resolve("Culvert/profiles"));
  }

  private void startOver() throws Exception {
    for (String name : names()) {
      Files.delete(folder.resolve(name));
    }
    ProfileFolder.at(folder).store(plans(new ProfileLibrary(List.of()), "old", OLD));
  }

  /** The changes of the import that the tests interrupt. */
  private List<String> steps() throws Exception {
    startOver();
    List<String> steps = new ArrayList<>();
    ProfileFolder profiles = ProfileFolder.at(folder, steps::add);
    profiles.store(plans(profiles.read(), "old", NEW, "new", NEW + "#"));
    assertThat(snapshot()).isEqualTo(Map.of("old.ovpn", NEW, "new.ovpn", NEW + "#"));
    return steps;
  }

  private void assertThatEachIsOldOrNew(String step) throws IOException {
    Map<String, String> found = snapshot();
    assertThat(found.get("old.ovpn")).as(step).isIn(OLD, NEW);
    assertThat(found.getOrDefault("new.ovpn", NEW + "#")).as(step).isEqualTo(NEW + "#");
    if (OLD.equals(found.get("old.ovpn"))) {
      assertThat(found)
          .as("nothing is named before all is on disk, " + step)
          .doesNotContainKey("new.ovpn");
    }
  }

  private List<String> names() throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }

  /** Profiles and their text. */
  private Map<String, String> snapshot() throws IOException {
    Map<String, String> found = new TreeMap<>();
    for (String name : names()) {
      if (name.endsWith(".ovpn")) {
        found.put(name, Files.readString(folder.resolve(name)));
      }
    }
    return found;
  }

  private static Bytes bytes(String text) {
    return Bytes.copyOf(text.getBytes(UTF_8));
  }

  /** Names and texts in turn. */
  private static List<PlannedImport> plans(ProfileLibrary library, String... namesAndTexts)
      throws Exception {
    ImportPlanner planner = new ImportPlanner(library, REPLACE);
    List<PlannedImport> plans = new ArrayList<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      plans.add(
          planner.plan(
              new Candidate(
                  "test",
                  namesAndTexts[i] + ".ovpn",
                  bytes(namesAndTexts[i + 1]),
                  NearbyFiles.none("no files"))));
    }
    return plans;
  }
}
