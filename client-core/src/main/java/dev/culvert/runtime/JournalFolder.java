// SPDX-License-Identifier: Apache-2.0
package dev.culvert.runtime;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.culvert.network.Cleanup;
import dev.culvert.network.JournalFile;
import dev.culvert.network.NetworkPort;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The undo journals of all tunnels on this machine, one file each. A process holds a lock on its
 * files for as long as it lives, so a file without a lock was left by a crash; pid and start time
 * in its name are for people. Any thread.
 */
public final class JournalFolder {
  private static final String SUFFIX = ".undo";
  private static final FileAttribute<?>[] FOLDER_MODE = mode("rwx------");
  private static final FileAttribute<?>[] FILE_MODE = mode("rw-------");

  private final Path folder;

  private JournalFolder(Path folder) {
    this.folder = folder;
  }

  /** Makes the folder if need be; refuses one that others may write to or that is a link. */
  public static JournalFolder open(Path folder) throws IOException {
    try {
      make(folder);
    } catch (AccessDeniedException e) {
      throw new IOException(
          "permission denied for " + folder + ", the undo journal: run this as root", e);
    }
    return new JournalFolder(folder);
  }

  private static void make(Path folder) throws IOException {
    Path parent = folder.getParent();
    if (parent != null && !Files.exists(parent)) {
      make(parent);
    }
    try {
      Files.createDirectory(folder, FOLDER_MODE);
      OwnerOnly.protect(folder);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder, NOFOLLOW_LINKS)) {
        throw new IOException(folder + " is not a folder", e);
      }
    }
    if (FOLDER_MODE.length > 0) {
      requireOurs(folder);
    }
  }

  private static void requireOurs(Path folder) throws IOException {
    PosixFileAttributes found =
        Files.readAttributes(folder, PosixFileAttributes.class, NOFOLLOW_LINKS);
    Set<PosixFilePermission> open = PosixFilePermissions.fromString("----w--w-");
    if (found.permissions().stream().anyMatch(open::contains)) {
      throw new IOException(folder + " may be written by others, so its journals are not trusted");
    }
    Path probe = Files.createTempFile(folder, "probe", ".tmp", FILE_MODE);
    try {
      if (!Files.getOwner(probe, NOFOLLOW_LINKS).equals(found.owner())) {
        throw new IOException(folder + " belongs to " + found.owner() + ", so it is not trusted");
      }
    } finally {
      Files.delete(probe);
    }
  }

  /** A new, empty journal. */
  public JournalFile create(String tunnel) throws IOException {
    ProcessHandle self = ProcessHandle.current();
    long started = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    String stem = tunnel.replaceAll("[^A-Za-z0-9_-]", "_") + "-" + self.pid() + "-" + started;
    synchronized (JournalFolder.class) {
      try (FileChannel gate = gate();
          FileLock _ = gate.lock()) {
        for (int i = 0; ; i++) {
          Path path = folder.resolve(stem + "-" + i + SUFFIX);
          if (!Files.exists(path, NOFOLLOW_LINKS)) {
            return LockedJournal.create(path, FILE_MODE);
          }
        }
      }
    }
  }

  /** Undoes what crashed processes left; journals in use stay as they are. */
  public List<Cleanup> cleanUp(NetworkPort port) throws IOException {
    List<Cleanup> done = new ArrayList<>();
    synchronized (JournalFolder.class) {
      try (FileChannel gate = gate();
          FileLock _ = gate.lock();
          DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
        for (Path path : files) {
          Optional<LockedJournal> left = LockedJournal.takeOver(path);
          if (left.isPresent()) {
            done.add(Cleanup.replay(left.get(), port));
          }
        }
      }
    }
    return done;
  }

  /** Held while a journal is made or taken over, so that none is seen before it is locked. */
  private FileChannel gate() throws IOException {
    Set<OpenOption> options = Set.of(CREATE, READ, WRITE, NOFOLLOW_LINKS);
    return FileChannel.open(folder.resolve("gate.lock"), options, FILE_MODE);
  }

  private static FileAttribute<?>[] mode(String permissions) {
    boolean posix = Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix");
    // Elsewhere the folder's own access list protects what is in it: OwnerOnly.
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
