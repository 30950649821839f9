// SPDX-License-Identifier: Apache-2.0
package dev.culvert.runtime;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.culvert.bytes.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Files that a user names for reading a profile or for keeping one. */
public final class OwnFile {
  private OwnFile() {}

  /** Whether there is a file of that name; never for what cannot be one. */
  public static boolean isThere(String name) {
    try {
      return Files.exists(Path.of(name));
    } catch (InvalidPathException _) {
      return false;
    }
  }

  /**
   * The file's bytes.
   *
   * @throws IOException with one line that names the file
   */
  public static Bytes read(String name) throws IOException {
    try {
      return LimitedFile.read(Path.of(name));
    } catch (IOException e) {
      throw new IOException(name + ": " + e.getMessage(), e);
    }
  }

  /**
   * Writes a file that only its owner can read (on Windows: whoever the folder lets), whole or not
   * at all.
   *
   * @throws FileAlreadyExistsException if there is one and it is not to be replaced
   */
  public static void write(Path file, Bytes content, boolean replace) throws IOException {
    Path whole = file.toAbsolutePath();
    if (!replace && Files.exists(whole, NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    if (Files.isDirectory(whole)) {
      throw new IOException(file + ": a file expected, a folder found");
    }
    Path folder = whole.getParent();
    if (folder == null) {
      throw new IOException(file + ": this is no file name");
    }
    // createTempFile makes it for the owner alone wherever there are modes.
    Path fresh = Files.createTempFile(folder, ".export-", ".tmp");
    try {
      try (FileChannel channel = FileChannel.open(fresh, WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(content.toArray());
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(fresh, whole, ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
