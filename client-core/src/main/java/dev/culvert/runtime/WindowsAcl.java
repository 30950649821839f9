// SPDX-License-Identifier: Apache-2.0
package dev.culvert.runtime;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Access control lists. A folder in {@code C:\ProgramData} inherits that every user may make files
 * in it; ours has one entry instead, for its owner, which its files inherit. What an elevated
 * program and a service make belongs to the group of administrators, so both are that owner.
 */
final class WindowsAcl implements OwnerOnly {
  private static final Set<AclEntryPermission> CHANGES =
      EnumSet.of(
          AclEntryPermission.WRITE_DATA,
          AclEntryPermission.APPEND_DATA,
          AclEntryPermission.DELETE,
          AclEntryPermission.DELETE_CHILD,
          AclEntryPermission.WRITE_ACL,
          AclEntryPermission.WRITE_OWNER);

  /** They can change everything anyway. Names of an English Windows: elsewhere none is needed. */
  private static final List<String> ALMIGHTY = List.of("SYSTEM", "Administrators");

  @Override
  public void makeFolder(Path folder) throws IOException {
    if (Files.exists(folder, NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(folder.toString());
    }
    Path parent = requireNonNull(folder.toAbsolutePath().getParent(), "a folder in another one");
    Files.createDirectories(parent);
    // Under its name it never has the list that it inherits.
    Path fresh = Files.createTempDirectory(parent, folder.getFileName() + "-");
    try {
      close(fresh);
      Files.move(fresh, folder);
    } catch (IOException e) {
      Files.deleteIfExists(fresh);
      throw e;
    }
  }

  private static void close(Path folder) throws IOException {
    AclFileAttributeView view = view(folder);
    view.setAcl(
        List.of(
            AclEntry.newBuilder()
                .setType(AclEntryType.ALLOW)
                .setPrincipal(view.getOwner())
                .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                .setFlags(AclEntryFlag.FILE_INHERIT, AclEntryFlag.DIRECTORY_INHERIT)
                .build()));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      if (files.iterator().hasNext()) {
        throw new IOException(folder + " has been written by others, so it is not trusted");
      }
    }
  }

  @Override
  public void requireClosed(Path folder, UserPrincipal us) throws IOException {
    Set<UserPrincipal> trusted = trusted(folder, us);
    for (AclEntry entry : view(folder).getAcl()) {
      boolean changes = entry.permissions().stream().anyMatch(CHANGES::contains);
      if (entry.type() == AclEntryType.ALLOW && changes && !trusted.contains(entry.principal())) {
        throw new IOException(
            folder
                + " may be written by "
                + entry.principal().getName()
                + ", so what is in it is not trusted");
      }
    }
    Path parent = requireNonNull(folder.toAbsolutePath().getParent(), "a folder in another one");
    if (!trusted.contains(Files.getOwner(parent, NOFOLLOW_LINKS))) {
      throw new IOException(
          parent + " belongs to another user, who could replace what is in it: remove it");
    }
  }

  private static Set<UserPrincipal> trusted(Path folder, UserPrincipal us) throws IOException {
    Set<UserPrincipal> trusted = new HashSet<>(Set.of(us));
    UserPrincipalLookupService names = folder.getFileSystem().getUserPrincipalLookupService();
    for (String name : ALMIGHTY) {
      try {
        trusted.add(names.lookupPrincipalByName(name));
      } catch (UserPrincipalNotFoundException _) {
        // A Windows of another language: our own folders do not name it.
      }
    }
    return trusted;
  }

  private static AclFileAttributeView view(Path path) throws IOException {
    AclFileAttributeView view =
        Files.getFileAttributeView(path, AclFileAttributeView.class, NOFOLLOW_LINKS);
    if (view == null) {
      throw new IOException(path + " is on a disk without access rights: Culvert needs NTFS here");
    }
    return view;
  }

  /**
   * {@inheritDoc} What an elevated program makes may belong to the group of administrators: its
   * user, who has that right only when asked for, gets an entry too.
   */
  @Override
  public void makeFile(Path file) throws IOException {
    Files.createFile(file);
    AclFileAttributeView view = view(file);
    List<AclEntry> entries = new ArrayList<>();
    entries.add(everything(view.getOwner()));
    user(file).map(WindowsAcl::everything).ifPresent(entries::add);
    view.setAcl(entries);
  }

  private static AclEntry everything(UserPrincipal who) {
    return AclEntry.newBuilder()
        .setType(AclEntryType.ALLOW)
        .setPrincipal(who)
        .setPermissions(EnumSet.allOf(AclEntryPermission.class))
        .build();
  }

  /** Who runs this process; empty where Windows does not know the name that it has. */
  private static Optional<UserPrincipal> user(Path file) throws IOException {
    String name = System.getProperty("user.name", "");
    String domain = requireNonNullElse(System.getenv("USERDOMAIN"), "");
    UserPrincipalLookupService names = file.getFileSystem().getUserPrincipalLookupService();
    for (String form : List.of(domain + "\\" + name, name)) {
      try {
        return Optional.of(names.lookupPrincipalByName(form));
      } catch (UserPrincipalNotFoundException _) {
        // Without a domain the second form is the right one.
      }
    }
    return Optional.empty();
  }

  @Override
  public FileAttribute<?>[] fileMode() {
    return new FileAttribute<?>[0];
  }

  @Override
  public String privileged() {
    return "administrator";
  }
}
