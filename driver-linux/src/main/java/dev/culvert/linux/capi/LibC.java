// SPDX-License-Identifier: Apache-2.0
package dev.culvert.linux.capi;

import com.sun.jna.Native;

/**
 * Calls of the C library as they are: addresses as long, result -1 for an error whose number {@link
 * #errno} gives until the next call. Loading this class loads JNA.
 */
public final class LibC {
  static {
    Native.register(LibC.class, "c");
  }

  private LibC() {}

  public static native int open(String path, int flags);

  public static native int close(int fd);

  public static native long read(int fd, long address, long length);

  public static native long write(int fd, long address, long length);

  public static native int ioctl(int fd, long request, long argument);

  public static native int poll(long fds, long count, int timeoutMillis);

  public static native int eventfd(int initial, int flags);

  public static native int socket(int family, int type, int protocol);

  public static native long send(int fd, long address, long length, int flags);

  public static native long recv(int fd, long address, long length, int flags);

  public static native int setsockopt(int fd, int level, int name, long address, int length);

  private static native String strerror(int errno);

  /** The error number of this thread's last call. */
  public static int errno() {
    return Native.getLastError();
  }

  /** The system's words for an error number. */
  public static String meaning(int errno) {
    return strerror(errno);
  }
}
