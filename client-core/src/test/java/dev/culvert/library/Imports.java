// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.culvert.bytes.Bytes;
import dev.culvert.profile.ProfileException;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Imports of texts, one character for each byte, with the files of a map. */
final class Imports {
  static final ImportOptions ALL = new ImportOptions(true, true, false, false);

  private Imports() {}

  static Bytes bytes(String latin) {
    return Bytes.copyOf(latin.getBytes(ISO_8859_1));
  }

  static String text(Bytes content) {
    return new String(content.toArray(), ISO_8859_1);
  }

  static String utf8(Bytes content) {
    return new String(content.toArray(), UTF_8);
  }

  /** Keys are {@code name} or {@code directory + "/" + name}. */
  static Candidate candidate(String fileName, String text, Map<String, String> files) {
    return new Candidate(
        fileName,
        fileName,
        bytes(text),
        (directory, name) -> {
          String content = files.get(directory.isEmpty() ? name : directory + "/" + name);
          if (content == null) {
            throw new IOException("no such file");
          }
          return bytes(content);
        });
  }

  static PlannedImport plan(String text, Map<String, String> files, ImportOptions options)
      throws ProfileException {
    return new ImportPlanner(new ProfileLibrary(List.of()), options)
        .plan(candidate("work.ovpn", text, files));
  }

  static PlannedImport plan(String text, Map<String, String> files) throws ProfileException {
    return plan(text, files, ImportOptions.CAREFUL);
  }
}
