// SPDX-License-Identifier: Apache-2.0
package dev.culvert.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.util.EnumSet;
import java.util.List;

/** Folders with an access list (Windows): everything in them is for their owner alone. */
final class OwnerOnly {
  private OwnerOnly() {}

  /**
   * Replaces the list of a folder just made, which lets every user write where it is inherited from
   * ProgramData. Where there are no access lists the folder's mode has done that already.
   */
  static void protect(Path folder) throws IOException {
    AclFileAttributeView view = Files.getFileAttributeView(folder, AclFileAttributeView.class);
    if (view == null) {
      return;
    }
    AclEntry owner =
        AclEntry.newBuilder()
            .setType(AclEntryType.ALLOW)
            .setPrincipal(view.getOwner())
            .setPermissions(EnumSet.allOf(AclEntryPermission.class))
            .setFlags(AclEntryFlag.FILE_INHERIT, AclEntryFlag.DIRECTORY_INHERIT)
            .build();
    view.setAcl(List.of(owner));
  }
}
