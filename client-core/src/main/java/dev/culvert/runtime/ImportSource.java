// SPDX-License-Identifier: Apache-2.0
package dev.culvert.runtime;

import dev.culvert.bytes.Bytes;
import dev.culvert.library.Candidate;
import dev.culvert.library.Candidates;
import dev.culvert.library.ContentKind;
import dev.culvert.library.NearbyFiles;
import dev.culvert.library.ZipArchive;
import dev.culvert.library.ZipRefusedException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** What a path or a link on the command line stands for: profiles, each with its files. */
public final class ImportSource {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_FILES = 10_000;

  /** Relative names in it would be looked up in whatever folder the import runs in. */
  private static final String FROM_A_LINK =
      "a profile from a link cannot name files: ask for one with its keys in it, or for a zip";

  private final ProfileDownload download;

  /** Reads files, and links over this. */
  public ImportSource(ProfileDownload download) {
    this.download = download;
  }

  /**
   * What was found.
   *
   * @param problems of single files in a folder, a sentence each
   */
  public record Found(List<Candidate> candidates, List<String> problems) {
    public Found {
      candidates = List.copyOf(candidates);
      problems = List.copyOf(problems);
    }
  }

  /**
   * Finds the profiles.
   *
   * @throws IOException with a message that names the place
   * @throws ZipRefusedException with a message that names the place
   */
  public Found find(String place) throws IOException, ZipRefusedException, InterruptedException {
    if (ProfileDownload.isLink(place)) {
      ProfileDownload.Downloaded got = download.get(place);
      return one(got.place(), got.fileName(), got.content(), NearbyFiles.none(FROM_A_LINK));
    }
    try {
      Path path = Path.of(place);
      return Files.isDirectory(path) ? folder(path) : file(path);
    } catch (InvalidPathException e) {
      throw new IOException(place + ": this is no file name", e);
    }
  }

  private static Found file(Path path) throws IOException, ZipRefusedException {
    try {
      return one(path.toString(), fileName(path), LimitedFile.read(path), beside(path));
    } catch (IOException e) {
      throw new IOException(path + ": " + reason(e), e);
    }
  }

  private static Found one(String place, String fileName, Bytes content, NearbyFiles files)
      throws IOException, ZipRefusedException {
    if (ContentKind.of(content) != ContentKind.ZIP) {
      return new Found(List.of(new Candidate(place, fileName, content, files)), List.of());
    }
    try {
      List<Candidate> inside = ZipArchive.read(content.toArray()).candidates(place);
      if (inside.isEmpty()) {
        throw new IOException("no profile in it (.ovpn or .conf)");
      }
      return new Found(inside, List.of());
    } catch (ZipRefusedException e) {
      throw e.in(place);
    }
  }

  private static NearbyFiles beside(Path profile) {
    Path parent = profile.toAbsolutePath().getParent();
    Path folder = parent == null ? profile.toAbsolutePath() : parent;
    return (directory, name) -> LimitedFile.read(folder, directory, name);
  }

  /** Every profile below it, in the order of their names; links to folders are not followed. */
  private static Found folder(Path folder) throws IOException {
    List<Candidate> candidates = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Path path : files(folder)) {
      try {
        Bytes content = LimitedFile.read(path);
        if (Candidates.isProfile(fileName(path), content)) {
          candidates.add(new Candidate(path.toString(), fileName(path), content, beside(path)));
        }
      } catch (IOException e) {
        problems.add(path + ": " + reason(e));
      }
    }
    if (candidates.isEmpty() && problems.isEmpty()) {
      throw new IOException(folder + ": no profile in it (.ovpn or .conf)");
    }
    return new Found(candidates, problems);
  }

  private static List<Path> files(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        folder,
        EnumSet.noneOf(java.nio.file.FileVisitOption.class),
        MAX_DEPTH,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!Files.isDirectory(file) && Candidates.mayBeProfile(fileName(file))) {
              files.add(file);
            }
            if (files.size() > MAX_FILES) {
              throw new IOException(folder + ": at most 10000 profiles expected, more found");
            }
            return FileVisitResult.CONTINUE;
          }
        });
    files.sort(null);
    return files;
  }

  private static String fileName(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.toString() : message;
  }
}
