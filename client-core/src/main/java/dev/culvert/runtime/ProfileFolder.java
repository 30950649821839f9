// SPDX-License-Identifier: Apache-2.0
package dev.culvert.runtime;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.culvert.bytes.Bytes;
import dev.culvert.library.PlannedImport;
import dev.culvert.library.PlannedImport.Target;
import dev.culvert.library.ProfileLibrary;
import dev.culvert.library.ProfileName;
import dev.culvert.library.StoredProfile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The user's profiles on disk, one file each, for their owner alone. A profile is there whole or
 * not at all, whenever the process or the power goes: it is written under another name, forced to
 * disk and moved. Any thread, any process.
 */
public final class ProfileFolder {
  private static final String ENDING = ".ovpn";
  private static final String TEMPORARY = ".import-";
  private static final String UNFINISHED = ".tmp";
  private static final String GATE = ".gate.lock";

  private final Path folder;
  private final OwnerOnly rights;
  private final Steps steps;

  /** Told before each change of the disk, so that a test can let it fail there. */
  interface Steps {
    /** About to make this change. */
    void before(String change) throws IOException;
  }

  private ProfileFolder(Path folder, Steps steps) {
    this.folder = folder;
    this.rights = OwnerOnly.on(folder.getFileSystem());
    this.steps = steps;
  }

  /** The folder at this place; nothing is made before something is stored. */
  public static ProfileFolder at(Path folder) {
    return new ProfileFolder(folder, change -> {});
  }

  static ProfileFolder at(Path folder, Steps steps) {
    return new ProfileFolder(folder, steps);
  }

  /**
   * Where a user's profiles are: {@code %APPDATA%\Culvert\profiles} on Windows, elsewhere {@code
   * $XDG_CONFIG_HOME/culvert/profiles} or {@code ~/.config/culvert/profiles} (XDG Base Directory: a
   * relative path in the variable counts as none).
   */
  public static Path standardPlace(Map<String, String> environment, String system, Path home) {
    if (system.startsWith("Windows")) {
      String roaming = environment.getOrDefault("APPDATA", "");
      return (roaming.isEmpty() ? home.resolve("AppData").resolve("Roaming") : Path.of(roaming))
          .resolve("Culvert")
          .resolve("profiles");
    }
    Path named = Path.of(environment.getOrDefault("XDG_CONFIG_HOME", ""));
    return (named.isAbsolute() ? named : home.resolve(".config"))
        .resolve("culvert")
        .resolve("profiles");
  }

  /** Where it is. */
  public Path path() {
    return folder;
  }

  /** The file of a profile of that name. */
  public Path file(String name) {
    if (!ProfileName.isValid(name)) {
      throw new IllegalArgumentException("no name of a profile");
    }
    return folder.resolve(name + ENDING);
  }

  /** All profiles as they are now; an absent folder has none. */
  public ProfileLibrary read() throws IOException {
    if (!Files.exists(folder, NOFOLLOW_LINKS)) {
      return new ProfileLibrary(List.of());
    }
    requireFolder();
    List<StoredProfile> profiles = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Optional<String> name = name(file);
        if (name.isPresent()) {
          profiles.add(new StoredProfile(name.get(), OwnFile.read(file.toString())));
        }
      }
    } catch (java.nio.file.DirectoryIteratorException e) {
      throw e.getCause();
    }
    return new ProfileLibrary(profiles);
  }

  /** The name of a profile's file; what else people keep in the folder has none. */
  private static Optional<String> name(Path file) {
    String fileName = String.valueOf(file.getFileName());
    boolean profile =
        fileName.toLowerCase(Locale.ROOT).endsWith(ENDING)
            && Files.isRegularFile(file)
            && fileName.length() > ENDING.length();
    return profile
        ? Optional.of(fileName.substring(0, fileName.length() - ENDING.length()))
        : Optional.empty();
  }

  /**
   * Stores what the plans say. All of them are on disk under other names before the first gets its
   * own.
   *
   * @throws IOException with call and file; each profile is then stored whole or as it was
   */
  public void store(List<PlannedImport> plans) throws IOException {
    List<PlannedImport> due = plans.stream().filter(PlannedImport::writes).toList();
    if (due.isEmpty()) {
      return;
    }
    make();
    synchronized (ProfileFolder.class) {
      try (FileChannel gate = gate();
          FileLock _ = gate.lock()) {
        sweep();
        store(due, new ArrayList<>());
      }
    }
  }

  private void store(List<PlannedImport> plans, List<Path> unfinished) throws IOException {
    try {
      for (PlannedImport plan : plans) {
        steps.before("create for " + plan.target().name());
        Path file = folder.resolve(TEMPORARY + unfinished.size() + UNFINISHED);
        unfinished.add(file);
        write(file, plan.content());
      }
      for (int i = 0; i < plans.size(); i++) {
        move(unfinished.get(i), plans.get(i).target());
      }
      force();
    } finally {
      for (Path file : unfinished) {
        Files.deleteIfExists(file);
      }
    }
  }

  private void write(Path file, Bytes content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, Set.of(CREATE_NEW, WRITE, NOFOLLOW_LINKS), rights.fileMode())) {
      ByteBuffer bytes = ByteBuffer.wrap(content.toArray());
      steps.before("write " + file.getFileName());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      steps.before("force " + file.getFileName());
      channel.force(true);
    }
  }

  private void move(Path from, Target target) throws IOException {
    Path to = existing(target.name()).orElse(file(target.name()));
    if (target instanceof Target.New && Files.exists(to, NOFOLLOW_LINKS)) {
      throw new IOException(to + ": another import has just made this profile: try again");
    }
    steps.before("move to " + to.getFileName());
    Files.move(from, to, ATOMIC_MOVE);
  }

  /** The file of that name however its case is written. */
  private Optional<Path> existing(String name) throws IOException {
    String key = ProfileName.key(name);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (name(file).filter(n -> ProfileName.key(n).equals(key)).isPresent()) {
          return Optional.of(file);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Deletes a profile.
   *
   * @param name as {@link #read} gave it
   */
  public void remove(String name) throws IOException {
    synchronized (ProfileFolder.class) {
      try (FileChannel gate = gate();
          FileLock _ = gate.lock()) {
        Path file =
            existing(name)
                .orElseThrow(() -> new IOException("there is no profile " + name + " any more"));
        steps.before("delete " + file.getFileName());
        Files.delete(file);
        force();
      }
    }
  }

  private void make() throws IOException {
    steps.before("make the folder");
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try {
      rights.makeFolder(folder);
    } catch (FileAlreadyExistsException _) {
      requireFolder();
    }
    Path probe = Files.createTempFile(folder, ".probe", UNFINISHED, rights.fileMode());
    try {
      rights.requireClosed(folder, Files.getOwner(probe, NOFOLLOW_LINKS));
    } finally {
      Files.delete(probe);
    }
  }

  private void requireFolder() throws IOException {
    BasicFileAttributes found = Files.readAttributes(folder, BasicFileAttributes.class);
    if (!found.isDirectory()) {
      throw new IOException(folder + " is not a folder");
    }
  }

  /** What an import left that was killed; nobody else writes while we hold the gate. */
  private void sweep() throws IOException {
    try (DirectoryStream<Path> left =
        Files.newDirectoryStream(folder, TEMPORARY + "*" + UNFINISHED)) {
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    }
  }

  private FileChannel gate() throws IOException {
    return FileChannel.open(
        folder.resolve(GATE), Set.of(CREATE, WRITE, NOFOLLOW_LINKS), rights.fileMode());
  }

  /** The names themselves, where a folder can be opened for that. */
  private void force() throws IOException {
    if (rights instanceof PosixModes) {
      try (FileChannel channel = FileChannel.open(folder, READ)) {
        channel.force(true);
      }
    }
  }
}
