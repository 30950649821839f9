// SPDX-License-Identifier: Apache-2.0
package dev.culvert.cli;

import dev.culvert.bytes.Bytes;
import dev.culvert.library.ProfileLibrary;
import dev.culvert.library.ProfileLibrary.Lookup;
import dev.culvert.library.ProfileSummary;
import dev.culvert.library.StoredProfile;
import dev.culvert.runtime.ProfileFiles;
import dev.culvert.runtime.ProfileFolder;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** The user's profiles for the verbs, and the words where one is not found. */
final class Profiles {
  private Profiles() {}

  static ProfileFolder folder() {
    return ProfileFolder.at(
        ProfileFolder.standardPlace(
            System.getenv(),
            System.getProperty("os.name"),
            Path.of(System.getProperty("user.home"))));
  }

  /** The profile of that name; says on the terminal why there is none. */
  static Optional<StoredProfile> find(ProfileLibrary library, String name, Terminal terminal) {
    return switch (library.find(name)) {
      case Lookup.One(StoredProfile profile) -> Optional.of(profile);
      case Lookup.Several(var names) -> {
        terminal.error(name + ": several profiles start so: " + String.join(", ", names));
        yield Optional.empty();
      }
      case Lookup.None() -> {
        terminal.error(name + ": there is no profile of that name (culvert list shows them)");
        yield Optional.empty();
      }
    };
  }

  /** A profile at a glance, now and here. */
  static ProfileSummary summary(String name, Bytes content) {
    return ProfileSummary.of(new StoredProfile(name, content), new ProfileFiles(), Instant.now());
  }

  /** What the system said, with the file it said it of. */
  static String reason(Exception e) {
    return switch (e) {
      case AccessDeniedException denied -> denied.getFile() + ": permission denied";
      case NoSuchFileException missing -> missing.getFile() + ": no such file or folder";
      case FileAlreadyExistsException there -> there.getFile() + ": there already";
      case FileSystemException other -> String.valueOf(other.getMessage());
      default -> e.getMessage() == null ? e.toString() : e.getMessage();
    };
  }
}
