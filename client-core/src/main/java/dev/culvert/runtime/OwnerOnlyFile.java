// SPDX-License-Identifier: Apache-2.0
package dev.culvert.runtime;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file for its owner alone that appears whole or not at all. It is begun early, so that a folder
 * that takes no files is known before the work for it is done. One thread at a time.
 */
public final class OwnerOnlyFile implements AutoCloseable {
  private static final OwnerOnly RIGHTS = OwnerOnly.on(FileSystems.getDefault());

  private final Path target;
  private final Path draft;

  private OwnerOnlyFile(Path target, Path draft) {
    this.target = target;
    this.draft = draft;
  }

  /**
   * Makes an empty draft beside {@code target}.
   *
   * @throws IOException the folder takes no files, or there is a folder of that name
   */
  public static OwnerOnlyFile begin(Path target) throws IOException {
    Path whole = target.toAbsolutePath();
    if (Files.isDirectory(whole)) {
      throw new IOException(target + " is a folder");
    }
    Path folder = requireNonNull(whole.getParent(), "a file has a folder");
    String random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    Path draft = folder.resolve(whole.getFileName() + "." + random + ".tmp");
    try {
      RIGHTS.makeFile(draft);
    } catch (IOException e) {
      Files.deleteIfExists(draft);
      throw e;
    }
    return new OwnerOnlyFile(whole, draft);
  }

  /** Writes it all and puts it in its place, over a file that is there. Once. */
  public void finish(String text) throws IOException {
    Files.writeString(draft, text, StandardCharsets.UTF_8);
    Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Where it is, or will be. */
  public Path path() {
    return target;
  }

  /** Removes what was not finished. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(draft);
  }
}
