// SPDX-License-Identifier: Apache-2.0
package dev.culvert.runtime;

import dev.culvert.directive.FileResolver;
import dev.culvert.directive.ProfileText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the files that profiles name. */
public final class ProfileFiles implements FileResolver {
  /** Larger than any profile, certificate bundle or key. */
  private static final long MAX_SIZE = 4L << 20;

  private final Path start;

  /** Files relative to the working directory. */
  public ProfileFiles() {
    this(Path.of(""));
  }

  /** Files relative to that folder. */
  public ProfileFiles(Path start) {
    this.start = start;
  }

  @Override
  public String read(String directory, String name) throws IOException {
    try {
      Path path = path(directory, name);
      if (Files.isDirectory(path)) {
        throw new IOException("it is a folder");
      }
      if (Files.size(path) > MAX_SIZE) {
        throw new IOException("it is larger than 4 MiB");
      }
      return ProfileText.decode(Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      throw new IOException("no such file", e);
    } catch (AccessDeniedException e) {
      throw new IOException("permission denied", e);
    }
  }

  @Override
  public String enter(String directory, String folder) throws IOException {
    Path path = path(directory, folder);
    if (!Files.isDirectory(path)) {
      throw new IOException(Files.exists(path) ? "it is no folder" : "no such folder");
    }
    return Path.of(directory).resolve(folder).toString();
  }

  @Override
  public Optional<String> refusal(String directory, String name, Use use) {
    try {
      Path path = path(directory, name);
      if (use == Use.WRITE) {
        return writable(path);
      }
      if (!Files.exists(path)) {
        return Optional.of("no such file or folder");
      }
      boolean usable =
          switch (use) {
            case READ -> Files.isReadable(path);
            case EXECUTE -> Files.isExecutable(path);
            case FOLDER -> Files.isDirectory(path) && Files.isExecutable(path);
            case WRITABLE_FOLDER -> Files.isDirectory(path) && Files.isWritable(path);
            case WRITE -> Files.isWritable(path);
          };
      return usable ? Optional.empty() : Optional.of("permission denied, or another kind of file");
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** A file that is not there yet needs a folder that takes it. */
  private static Optional<String> writable(Path path) {
    if (Files.exists(path)) {
      return Files.isWritable(path) ? Optional.empty() : Optional.of("permission denied");
    }
    Path folder = path.toAbsolutePath().getParent();
    return folder != null && Files.isDirectory(folder) && Files.isWritable(folder)
        ? Optional.empty()
        : Optional.of("no such folder, or permission denied");
  }

  private Path path(String directory, String name) throws IOException {
    try {
      return start.resolve(directory).resolve(name);
    } catch (InvalidPathException e) {
      throw new IOException("this is no file name", e);
    }
  }
}
