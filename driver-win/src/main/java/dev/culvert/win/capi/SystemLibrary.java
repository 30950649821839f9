// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import com.sun.jna.Library;
import com.sun.jna.NativeLibrary;
import java.util.Map;

/**
 * Windows' own libraries, from System32 and nowhere else: a file of that name beside the program or
 * on PATH is passed over.
 */
final class SystemLibrary {
  /** LOAD_LIBRARY_SEARCH_SYSTEM32 (libloaderapi.h, LoadLibraryEx). */
  private static final int SEARCH_SYSTEM32 = 0x800;

  private SystemLibrary() {}

  /** Loads a library by its name without the ending. */
  static NativeLibrary of(String name) {
    return NativeLibrary.getInstance(name, Map.of(Library.OPTION_OPEN_FLAGS, SEARCH_SYSTEM32));
  }
}
