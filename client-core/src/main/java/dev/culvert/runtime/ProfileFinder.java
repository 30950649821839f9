// SPDX-License-Identifier: Apache-2.0
package dev.culvert.runtime;

import dev.culvert.directive.FileResolver;
import dev.culvert.directive.ProfileText;
import dev.culvert.library.Candidate;
import dev.culvert.library.Candidates;
import dev.culvert.library.NearbyFiles;
import dev.culvert.library.ZipArchive;
import dev.culvert.library.ZipRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Finds profiles in files, folders and zip archives. Names that a profile mentions are looked for
 * where the profile is. Nothing is written anywhere.
 */
public final class ProfileFinder {
  /** Of a profile, of an archive, of an entry of one. */
  static final int MAX_SIZE = 10 << 20;

  private static final int MAX_DEPTH = 8;

  private final Visitor visitor;

  public ProfileFinder(Visitor visitor) {
    this.visitor = visitor;
  }

  /** Told of each profile in turn. */
  public interface Visitor {
    /**
     * A profile.
     *
     * @param name for messages; {@code all.zip!office.ovpn} for one in an archive
     * @param files reads what it names; until this call returns
     */
    void found(String name, byte[] content, FileResolver files);

    /** Something that was named and cannot be looked at. */
    void unreadable(String name, String reason);
  }

  /** Looks at a file, everything in a folder, or everything in an archive. */
  public void find(String name) {
    try {
      Path path = Path.of(name);
      if (Files.isDirectory(path)) {
        folder(path);
      } else if (isZip(name)) {
        archive(path);
      } else {
        file(path);
      }
    } catch (InvalidPathException e) {
      visitor.unreadable(name, "this is no file name");
    } catch (IOException e) {
      visitor.unreadable(name, reason(e));
    }
  }

  private void folder(Path folder) throws IOException {
    List<Path> found;
    // Links are not followed: a circle of them would have no end.
    try (Stream<Path> files = Files.walk(folder, MAX_DEPTH)) {
      found =
          files
              .filter(file -> Files.isRegularFile(file) && Candidates.mayBeProfile(file.toString()))
              .sorted()
              .toList();
    }
    if (found.isEmpty()) {
      throw new IOException("no *.ovpn or *.conf in this folder");
    }
    for (Path file : found) {
      try {
        file(file);
      } catch (IOException e) {
        visitor.unreadable(file.toString(), reason(e));
      }
    }
  }

  private void archive(Path path) throws IOException {
    byte[] content;
    try (InputStream in = Files.newInputStream(path)) {
      content = limited(in, MAX_SIZE);
    }
    List<Candidate> profiles;
    try {
      profiles = ZipArchive.read(content).candidates(path.toString());
    } catch (ZipRefusedException e) {
      throw new IOException(e.getMessage(), e);
    }
    if (profiles.isEmpty()) {
      throw new IOException("no *.ovpn or *.conf in this archive");
    }
    for (Candidate profile : profiles) {
      visitor.found(
          path + "!" + profile.fileName(),
          profile.content().toArray(),
          new Beside(profile.files()));
    }
  }

  /** The files of an archive that a profile in it names. */
  private record Beside(NearbyFiles archive) implements FileResolver {
    @Override
    public String read(String directory, String name) throws IOException {
      return ProfileText.decode(archive.read(directory, name).toArray());
    }

    @Override
    public String enter(String directory, String name) {
      return directory.isEmpty() ? name : directory + "/" + name;
    }
  }

  private void file(Path file) throws IOException {
    byte[] content;
    try (InputStream in = Files.newInputStream(file)) {
      content = limited(in, MAX_SIZE);
    }
    Path parent = file.getParent();
    Path folder = parent == null ? Path.of("") : parent;
    visitor.found(file.toString(), content, new ProfileFiles(folder));
  }

  /** All bytes, of which there may be so many. */
  static byte[] limited(InputStream in, int most) throws IOException {
    byte[] content = in.readNBytes(most + 1);
    if (content.length > most) {
      throw new IOException("it is larger than " + (most >> 20) + " MiB");
    }
    return content;
  }

  private static boolean isZip(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".zip");
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file";
      case AccessDeniedException _ -> "permission denied";
      default -> String.valueOf(e.getMessage());
    };
  }
}
