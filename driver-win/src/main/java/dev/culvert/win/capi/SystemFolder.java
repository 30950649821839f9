// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import com.sun.jna.Native;

/**
 * Where Windows' own DLLs are. They are loaded by full path, so that no DLL of the same name in
 * another folder gets into a program with administrator rights.
 */
final class SystemFolder {
  private static final int MAX_PATH = 260;

  static {
    // Always taken from the system folder: kernel32 is already part of every process.
    Native.register(SystemFolder.class, "kernel32");
  }

  private SystemFolder() {}

  private static native int GetSystemDirectoryW(char[] path, int length);

  /** The full path of a DLL of Windows. */
  static String dll(String name) {
    char[] path = new char[MAX_PATH];
    int length = GetSystemDirectoryW(path, MAX_PATH);
    if (length == 0 || length >= MAX_PATH) {
      throw new IllegalStateException("Windows does not tell its system folder");
    }
    return new String(path, 0, length) + "\\" + name;
  }
}
