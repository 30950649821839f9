// SPDX-License-Identifier: Apache-2.0
package dev.culvert.runtime;

import dev.culvert.directive.FileResolver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The files that a profile names, looked for from the folder it is in. */
final class FilesBeside implements FileResolver {
  private final Path folder;
  private final FileResolver files;

  /**
   * @param folder of the profile
   * @param files reads them, from the working directory on
   */
  FilesBeside(Path folder, FileResolver files) {
    // Absolute: what cd made of it is not put behind it a second time.
    this.folder = folder.toAbsolutePath();
    this.files = files;
  }

  @Override
  public String read(String directory, String name) throws IOException {
    return files.read(in(directory), name);
  }

  @Override
  public String enter(String directory, String name) throws IOException {
    return files.enter(in(directory), name);
  }

  @Override
  public Optional<String> refusal(String directory, String name, Use use) {
    return files.refusal(in(directory), name, use);
  }

  private String in(String directory) {
    return folder.resolve(directory).toString();
  }
}
