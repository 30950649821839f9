// SPDX-License-Identifier: Apache-2.0
package dev.culvert.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.culvert.network.JournalFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A journal file with the lock that says its writer lives. */
final class LockedJournal implements JournalFile {
  /** Far more than any plan has; a larger file is not ours. */
  private static final int MAX_SIZE = 1 << 24;

  /**
   * Journals of this process. A POSIX lock is the process's, and closing any channel of the file
   * drops it: we must not even open a journal of our own a second time.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;

  private LockedJournal(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  static LockedJournal create(Path path, FileAttribute<?>[] mode) throws IOException {
    FileChannel channel =
        FileChannel.open(path, Set.of(CREATE_NEW, READ, WRITE, NOFOLLOW_LINKS), mode);
    if (channel.tryLock() == null) {
      channel.close();
      throw new IOException(path + " is locked by another process");
    }
    HELD.add(path.toAbsolutePath());
    return new LockedJournal(path, channel);
  }

  /** Empty while the process that wrote it lives. */
  static Optional<LockedJournal> takeOver(Path path) throws IOException {
    if (!HELD.add(path.toAbsolutePath())) {
      return Optional.empty();
    }
    FileChannel channel = null;
    try {
      channel = FileChannel.open(path, READ, WRITE, NOFOLLOW_LINKS);
      if (channel.tryLock() != null) {
        LockedJournal taken = new LockedJournal(path, channel);
        channel = null;
        return Optional.of(taken);
      }
      HELD.remove(path.toAbsolutePath());
      return Optional.empty();
    } catch (IOException e) {
      HELD.remove(path.toAbsolutePath());
      throw e;
    } finally {
      if (channel != null) {
        channel.close();
      }
    }
  }

  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public void append(String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(UTF_8));
    long end = channel.size();
    while (bytes.hasRemaining()) {
      end += channel.write(bytes, end);
    }
    channel.force(true);
  }

  @Override
  public List<String> readAll() throws IOException {
    if (channel.size() > MAX_SIZE) {
      throw new IOException(path + " is larger than any journal of ours");
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
    long at = 0;
    while (bytes.hasRemaining()) {
      int read = channel.read(bytes, at);
      if (read < 0) {
        break;
      }
      at += read;
    }
    return new String(bytes.array(), 0, bytes.position(), UTF_8).lines().toList();
  }

  @Override
  public void delete() throws IOException {
    Files.deleteIfExists(path);
    release();
  }

  @Override
  public void release() {
    try {
      channel.close();
    } catch (IOException _) {
      // The lock goes with the process at the latest.
    }
    HELD.remove(path.toAbsolutePath());
  }
}
