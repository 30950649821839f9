// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import com.sun.jna.Memory;
import com.sun.jna.platform.win32.Advapi32;
import com.sun.jna.platform.win32.WinReg.HKEY;
import com.sun.jna.ptr.IntByReference;
import dev.culvert.driver.DriverException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads values of registry keys by RegGetValue, which refuses other types than the one asked for
 * and adds terminators that are missing.
 */
final class RegistryKey {
  static final int REG_SZ = 0x02;
  static final int REG_DWORD = 0x10;
  static final int REG_MULTI_SZ = 0x20;

  private static final int UNSUPPORTED_TYPE = 1630;
  private static final int TRIES = 10;

  private RegistryKey() {}

  /**
   * The bytes of a value.
   *
   * @param subkey below {@code key}, or null for that key itself
   * @param type one of the types above (RRF_RT_, winreg.h)
   * @return empty if the key or the value is absent or of another type
   */
  static Optional<byte[]> read(HKEY key, @Nullable String subkey, String value, int type)
      throws DriverException {
    int code = WindowsError.MORE_DATA;
    int size = 256;
    // The value may grow between a call that tells its size and the next.
    for (int i = 0; i < TRIES && code == WindowsError.MORE_DATA; i++) {
      Memory memory = new Memory(size);
      IntByReference length = new IntByReference(size);
      code = Advapi32.INSTANCE.RegGetValue(key, subkey, value, type, null, memory, length);
      if (code == WindowsError.SUCCESS) {
        return Optional.of(memory.getByteArray(0, length.getValue()));
      }
      size = Math.max(2 * size, length.getValue());
    }
    if (code == WindowsError.FILE_NOT_FOUND || code == UNSUPPORTED_TYPE) {
      return Optional.empty();
    }
    throw WindowsError.failure("RegGetValue", code, subkey == null ? value : subkey + "\\" + value);
  }
}
