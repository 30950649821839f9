// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import com.sun.jna.platform.win32.Advapi32Util;
import com.sun.jna.platform.win32.Win32Exception;
import com.sun.jna.platform.win32.WinReg;
import dev.culvert.driver.DriverException;
import java.util.List;
import java.util.Optional;

/** The registry of this Windows. */
public final class NativeRegistry implements Registry {
  public NativeRegistry() {}

  @Override
  public Optional<String> text(String key, String value) throws DriverException {
    return RegistryKey.read(WinReg.HKEY_LOCAL_MACHINE, key, value, RegistryKey.REG_SZ)
        .map(WideText::first);
  }

  @Override
  public List<String> texts(String key, String value) throws DriverException {
    return RegistryKey.read(WinReg.HKEY_LOCAL_MACHINE, key, value, RegistryKey.REG_MULTI_SZ)
        .map(WideText::list)
        .orElse(List.of());
  }

  @Override
  public List<String> subkeys(String key) throws DriverException {
    try {
      return List.of(Advapi32Util.registryGetKeys(WinReg.HKEY_LOCAL_MACHINE, key));
    } catch (Win32Exception e) {
      return absent("RegEnumKeyEx", e, key, List.of());
    }
  }

  @Override
  public void write(String key, String value, String text) throws DriverException {
    try {
      // jna-platform makes one level at a time.
      for (int end = key.indexOf('\\'); end >= 0; end = key.indexOf('\\', end + 1)) {
        Advapi32Util.registryCreateKey(WinReg.HKEY_LOCAL_MACHINE, key.substring(0, end));
      }
      Advapi32Util.registryCreateKey(WinReg.HKEY_LOCAL_MACHINE, key);
      Advapi32Util.registrySetStringValue(WinReg.HKEY_LOCAL_MACHINE, key, value, text);
    } catch (Win32Exception e) {
      throw WindowsError.failure("RegSetValueEx", e.getErrorCode(), key);
    }
  }

  @Override
  public void delete(String key) throws DriverException {
    try {
      Advapi32Util.registryDeleteKey(WinReg.HKEY_LOCAL_MACHINE, key);
    } catch (Win32Exception e) {
      boolean _ = absent("RegDeleteKey", e, key, true);
    }
  }

  private static <T> T absent(String call, Win32Exception e, String key, T nothing)
      throws DriverException {
    if (e.getErrorCode() == WindowsError.FILE_NOT_FOUND) {
      return nothing;
    }
    throw WindowsError.failure(call, e.getErrorCode(), key);
  }
}
