// SPDX-License-Identifier: Apache-2.0
package dev.culvert.runtime;

import dev.culvert.directive.FileResolver;
import dev.culvert.directive.ProfileText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The profiles of an archive, read where they are. Entries are found by their names within the
 * archive only, so a name that climbs out of it finds nothing.
 */
final class ProfileZip {
  private static final int MAX_ENTRIES = 20_000;

  /** Of everything that is unpacked from one archive: a small one can hold a great deal. */
  private static final long MAX_UNPACKED = 100L << 20;

  private final ZipFile zip;
  private final Map<String, ZipEntry> entries = new TreeMap<>();
  private long unpacked;

  private ProfileZip(ZipFile zip) {
    this.zip = zip;
  }

  static void read(Path path, ProfileFinder.Visitor visitor) throws IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    if (Files.size(path) > ProfileFinder.MAX_SIZE) {
      throw new IOException("it is larger than " + (ProfileFinder.MAX_SIZE >> 20) + " MiB");
    }
    try (ZipFile file = new ZipFile(path.toFile(), StandardCharsets.UTF_8)) {
      new ProfileZip(file).profiles(path.toString(), visitor);
    } catch (ZipException e) {
      throw new IOException("this is no zip archive: " + e.getMessage(), e);
    }
  }

  private void profiles(String archive, ProfileFinder.Visitor visitor) throws IOException {
    if (zip.size() > MAX_ENTRIES) {
      throw new IOException("it has more than " + MAX_ENTRIES + " entries");
    }
    zip.stream()
        .filter(entry -> !entry.isDirectory())
        .forEach(entry -> inside("", entry.getName()).ifPresent(n -> entries.put(n, entry)));
    boolean none = true;
    for (String name : entries.keySet()) {
      if (ProfileFinder.isProfile(name)) {
        none = false;
        profile(archive + "!" + name, name, visitor);
      }
    }
    if (none) {
      throw new IOException("no *.ovpn or *.conf in this archive");
    }
  }

  private void profile(String shown, String name, ProfileFinder.Visitor visitor) {
    byte[] content;
    try {
      content = unpack(name);
    } catch (IOException e) {
      visitor.unreadable(shown, String.valueOf(e.getMessage()));
      return;
    }
    String folder = name.substring(0, name.lastIndexOf('/') + 1);
    visitor.found(shown, content, new Beside(folder));
  }

  /** The entries that a profile names, from the folder in the archive that it is in. */
  private final class Beside implements FileResolver {
    private final String folder;

    Beside(String folder) {
      this.folder = folder;
    }

    @Override
    public String read(String directory, String name) throws IOException {
      String wanted =
          inside(folder + directory, name)
              .orElseThrow(() -> new IOException("it is outside of the archive"));
      return ProfileText.decode(unpack(wanted));
    }

    @Override
    public String enter(String directory, String name) {
      return directory + name + "/";
    }
  }

  private byte[] unpack(String name) throws IOException {
    ZipEntry entry = entries.get(name);
    if (entry == null) {
      throw new IOException("no such file in the archive");
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] content = ProfileFinder.limited(in, ProfileFinder.MAX_SIZE);
      unpacked += content.length;
      if (unpacked > MAX_UNPACKED) {
        throw new IOException("the archive holds more than " + (MAX_UNPACKED >> 20) + " MiB");
      }
      return content;
    } catch (ZipException e) {
      throw new IOException("the archive is damaged: " + e.getMessage(), e);
    }
  }

  /** A name within the archive without dots in it; empty for one that leads out of it. */
  private static Optional<String> inside(String directory, String name) {
    String path = (directory.isEmpty() ? "" : directory + "/") + name;
    String slashes = path.replace('\\', '/');
    if (name.startsWith("/") || name.startsWith("\\") || slashes.matches("[A-Za-z]:.*")) {
      return Optional.empty();
    }
    Deque<String> parts = new ArrayDeque<>();
    for (String part : slashes.split("/", -1)) {
      if (part.equals("..")) {
        if (parts.pollLast() == null) {
          return Optional.empty();
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("/", parts));
  }
}
