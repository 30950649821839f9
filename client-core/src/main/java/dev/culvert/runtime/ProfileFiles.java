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

/** Reads the files that profiles name. */
public final class ProfileFiles implements FileResolver {
  /** Larger than any profile, certificate bundle or key. */
  private static final long MAX_SIZE = 4L << 20;

  public ProfileFiles() {}

  @Override
  public String read(String directory, String name) throws IOException {
    try {
      Path path = Path.of(directory).resolve(name);
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
    } catch (InvalidPathException e) {
      throw new IOException("this is no file name", e);
    }
  }
}
