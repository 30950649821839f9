// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import java.io.IOException;

/** Reads the files a profile names: the edge of this package, which itself opens nothing. */
public interface FileResolver {
  /**
   * The file's content as text.
   *
   * @param directory what {@code cd} set, empty for the working directory
   * @throws IOException with a message that says why the file cannot be read
   */
  String read(String directory, String name) throws IOException;
}
