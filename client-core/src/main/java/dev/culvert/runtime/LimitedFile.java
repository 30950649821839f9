// SPDX-License-Identifier: Apache-2.0
package dev.culvert.runtime;

import dev.culvert.bytes.Bytes;
import dev.culvert.library.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files of at most {@link Limits#MAX_BYTES}, and nothing that is no file: a pipe never ends. */
final class LimitedFile {
  private LimitedFile() {}

  /**
   * The whole file.
   *
   * @throws IOException with a message that says why, without the file's name
   */
  static Bytes read(Path file) throws IOException {
    try {
      if (Files.isDirectory(file)) {
        throw new IOException("it is a folder");
      }
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw new IOException("it is a device or a pipe");
      }
      try (InputStream in = Files.newInputStream(file)) {
        return read(in);
      }
    } catch (NoSuchFileException e) {
      throw new IOException("no such file", e);
    } catch (AccessDeniedException e) {
      throw new IOException("permission denied", e);
    }
  }

  private static Bytes read(InputStream in) throws IOException {
    byte[] content = in.readNBytes(Limits.MAX_BYTES + 1);
    if (content.length > Limits.MAX_BYTES) {
      throw new IOException("it is larger than " + Limits.MAX_WORDS);
    }
    return Bytes.copyOf(content);
  }

  /**
   * A file that a profile names.
   *
   * @param folder of the profile
   */
  static Bytes read(Path folder, String directory, String name) throws IOException {
    try {
      return read(folder.resolve(directory).resolve(name));
    } catch (InvalidPathException e) {
      throw new IOException("this is no file name", e);
    }
  }
}
