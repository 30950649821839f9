// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import static com.sun.jna.platform.win32.WinReg.HKEY_LOCAL_MACHINE;

import com.sun.jna.platform.win32.Advapi32Util;
import com.sun.jna.platform.win32.Win32Exception;
import dev.culvert.driver.DriverException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The registry through advapi32. */
public final class NativeRegistry implements Registry {
  public NativeRegistry() {}

  @Override
  public Optional<String> text(String key, String value) {
    return read(
        () ->
            Advapi32Util.registryValueExists(HKEY_LOCAL_MACHINE, key, value)
                ? Optional.of(Advapi32Util.registryGetStringValue(HKEY_LOCAL_MACHINE, key, value))
                : Optional.empty(),
        Optional.empty());
  }

  @Override
  public List<String> texts(String key, String value) {
    return read(
        () ->
            Advapi32Util.registryValueExists(HKEY_LOCAL_MACHINE, key, value)
                ? List.of(Advapi32Util.registryGetStringArray(HKEY_LOCAL_MACHINE, key, value))
                : List.of(),
        List.of());
  }

  @Override
  public List<String> keys(String key) {
    return read(
        () ->
            Advapi32Util.registryKeyExists(HKEY_LOCAL_MACHINE, key)
                ? List.of(Advapi32Util.registryGetKeys(HKEY_LOCAL_MACHINE, key))
                : List.of(),
        List.of());
  }

  /** What cannot be read, for want of rights or because of another type, is as if absent. */
  private static <T> T read(Supplier<T> reading, T absent) {
    try {
      return reading.get();
    } catch (RuntimeException e) {
      // JNA throws Win32Exception, and a bare RuntimeException for a value of an unexpected type.
      return absent;
    }
  }

  @Override
  public void setText(String key, String value, String text) throws DriverException {
    change(
        "RegSetValueEx",
        key,
        () -> {
          Advapi32Util.registryCreateKey(HKEY_LOCAL_MACHINE, key);
          Advapi32Util.registrySetStringValue(HKEY_LOCAL_MACHINE, key, value, text);
        });
  }

  @Override
  public void deleteKey(String key) throws DriverException {
    change(
        "RegDeleteKey",
        key,
        () -> {
          if (Advapi32Util.registryKeyExists(HKEY_LOCAL_MACHINE, key)) {
            Advapi32Util.registryDeleteKey(HKEY_LOCAL_MACHINE, key);
          }
        });
  }

  private static void change(String call, String key, Runnable changing) throws DriverException {
    try {
      changing.run();
    } catch (Win32Exception e) {
      throw WindowsError.failure(call, e.getErrorCode(), "HKLM\\" + key);
    }
  }
}
