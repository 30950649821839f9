// SPDX-License-Identifier: Apache-2.0
package dev.culvert.runtime;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.UserPrincipal;

/** Folders and files that only their owner may write to, in the terms of a file system. */
sealed interface OwnerOnly permits PosixModes, WindowsAcl {
  /** How {@code system} says it. */
  static OwnerOnly on(FileSystem system) {
    return system.supportedFileAttributeViews().contains("posix")
        ? new PosixModes()
        : new WindowsAcl();
  }

  /**
   * Makes a folder that nobody else may write to or read.
   *
   * @throws FileAlreadyExistsException when there is something of that name
   */
  void makeFolder(Path folder) throws IOException;

  /**
   * Refuses a folder that others may write to or replace.
   *
   * @param us who owns what this process makes
   */
  void requireClosed(Path folder, UserPrincipal us) throws IOException;

  /**
   * Makes an empty file, in any folder, that only its owner may read and write.
   *
   * @throws FileAlreadyExistsException when there is something of that name
   */
  void makeFile(Path file) throws IOException;

  /** What a file in such a folder is made with. */
  FileAttribute<?>[] fileMode();

  /** Who may do everything here. */
  String privileged();
}
