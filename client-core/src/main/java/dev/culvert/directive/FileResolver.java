// SPDX-License-Identifier: Apache-2.0
package dev.culvert.directive;

import java.io.IOException;
import java.util.Optional;

/** Reads the files a profile names: the edge of this package, which itself opens nothing. */
public interface FileResolver {
  /**
   * The file's content, as {@link ProfileText#decode} makes it of any bytes.
   *
   * @param directory what {@code cd} set, empty for the working directory
   * @throws IOException with a message that says why the file cannot be read
   */
  String read(String directory, String name) throws IOException;

  /**
   * What a later name is relative to after {@code cd folder}.
   *
   * @throws IOException with a message that says why the folder cannot be entered
   */
  default String enter(String directory, String folder) throws IOException {
    return folder;
  }

  /** Why the file cannot be used in that way; empty when it can. */
  default Optional<String> refusal(String directory, String name, Use use) {
    if (use != Use.READ) {
      return Optional.empty();
    }
    try {
      read(directory, name);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** What is to be done with a file. */
  enum Use {
    READ,
    /** Written, or made in a folder that allows it. */
    WRITE,
    EXECUTE,
    /** A folder that can be entered. */
    FOLDER,
    WRITABLE_FOLDER
  }
}
