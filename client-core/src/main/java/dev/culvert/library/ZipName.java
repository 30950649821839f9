// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Names of files in a zip. */
final class ZipName {
  private ZipName() {}

  /** The name with {@code /} between its folders; one that could leave the zip is refused. */
  static String checked(String name) throws ZipRefusedException {
    String slashed = name.replace('\\', '/');
    if (slashed.isEmpty() || slashed.startsWith("/") || slashed.matches("(?s)[A-Za-z]:.*")) {
      throw new ZipRefusedException(Words.plain(name) + ": an absolute name is not taken");
    }
    for (String part : slashed.split("/", -1)) {
      if (part.equals("..")) {
        throw new ZipRefusedException(Words.plain(name) + ": a name that leaves the zip");
      }
    }
    if (slashed.chars().anyMatch(Character::isISOControl)) {
      throw new ZipRefusedException(Words.plain(name) + ": a name with control characters");
    }
    return slashed;
  }

  /**
   * What a profile in a zip means by a name.
   *
   * @param folder of the profile, with a slash at its end unless it is empty
   * @param directory what {@code cd} set
   */
  static String resolve(String folder, String directory, String name) throws IOException {
    String slashed = (directory.isEmpty() ? name : directory + "/" + name).replace('\\', '/');
    if (slashed.startsWith("/") || name.matches("[/\\\\].*|[A-Za-z]:.*")) {
      throw new IOException("a profile in a zip can name files of the zip only");
    }
    Deque<String> parts = new ArrayDeque<>();
    for (String part : (folder + slashed).split("/", -1)) {
      if (part.equals("..")) {
        if (parts.pollLast() == null) {
          throw new IOException("it is outside of the zip");
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return String.join("/", parts);
  }
}
