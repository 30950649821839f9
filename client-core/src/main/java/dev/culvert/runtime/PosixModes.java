// SPDX-License-Identifier: Apache-2.0
package dev.culvert.runtime;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/** Modes: 0700 for folders, 0600 for files. */
final class PosixModes implements OwnerOnly {
  private static final Set<PosixFilePermission> OTHERS_WRITE =
      PosixFilePermissions.fromString("----w--w-");

  @Override
  public void makeFolder(Path folder) throws IOException {
    Files.createDirectory(folder, mode("rwx------"));
  }

  @Override
  public void requireClosed(Path folder, UserPrincipal us) throws IOException {
    Set<PosixFilePermission> found = Files.getPosixFilePermissions(folder, NOFOLLOW_LINKS);
    if (found.stream().anyMatch(OTHERS_WRITE::contains)) {
      throw new IOException(folder + " may be written by others, so what is in it is not trusted");
    }
  }

  @Override
  public void makeFile(Path file) throws IOException {
    Files.createFile(file, fileMode());
  }

  @Override
  public FileAttribute<?>[] fileMode() {
    return new FileAttribute<?>[] {mode("rw-------")};
  }

  @Override
  public String privileged() {
    return "root";
  }

  private static FileAttribute<?> mode(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
