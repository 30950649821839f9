// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

import dev.culvert.bytes.Bytes;
import dev.culvert.library.FileFinding.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * What an import would do with one profile.
 *
 * @param place where it came from, for messages
 * @param certificate the client's own, if it is in the profile and readable
 * @param refusals why it is not imported, a sentence each with its place; empty when it is
 */
public record PlannedImport(
    String place,
    Target target,
    Bytes content,
    Preview preview,
    Optional<OwnCertificate> certificate,
    List<FileFinding> files,
    List<String> refusals) {
  public PlannedImport {
    files = List.copyOf(files);
    refusals = List.copyOf(refusals);
  }

  /** Where it goes. */
  public sealed interface Target {
    /** The name it has in the end. */
    String name();

    /**
     * A new profile.
     *
     * @param wanted the name that the file asked for; another one had it if it differs
     */
    record New(String name, String wanted) implements Target {}

    /** In place of another one. */
    record Replacing(String name) implements Target {}

    /** The same bytes are stored already. */
    record There(String name) implements Target {}
  }

  /** Whether there is something to write. */
  public boolean writes() {
    return refusals.isEmpty() && !(target instanceof Target.There);
  }

  /** The files with that outcome. */
  public List<FileFinding> files(Outcome outcome) {
    return files.stream().filter(file -> file.outcome() == outcome).toList();
  }

  /** Leaves out the content: there may be a private key in it. */
  @Override
  public String toString() {
    return place + " as " + target;
  }
}
