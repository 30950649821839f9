// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

import dev.culvert.bytes.Bytes;
import java.io.IOException;

/** The files that a profile can name where it comes from: a folder, a zip, or none at all. */
public interface NearbyFiles {
  /**
   * The file's bytes.
   *
   * @param directory what {@code cd} set, empty for the profile's own folder
   * @param name as the profile writes it
   * @throws IOException with a message that says why it cannot be read, without the name
   */
  Bytes read(String directory, String name) throws IOException;

  /** A profile from elsewhere: it must not make us read what lies on this computer. */
  static NearbyFiles none(String why) {
    return (directory, name) -> {
      throw new IOException(why);
    };
  }
}
