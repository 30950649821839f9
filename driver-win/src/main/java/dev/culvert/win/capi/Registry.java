// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import dev.culvert.driver.DriverException;
import java.util.List;
import java.util.Optional;

/**
 * Windows' registry below HKEY_LOCAL_MACHINE. Keys are written with backslashes and without the
 * root. What is absent, or of another type than asked for, is empty; what is refused is thrown.
 */
public interface Registry {
  /** A value of type REG_SZ. */
  Optional<String> text(String key, String value) throws DriverException;

  /** The parts of a value of type REG_MULTI_SZ. */
  List<String> texts(String key, String value) throws DriverException;

  /** The names of the keys directly below this one. */
  List<String> subkeys(String key) throws DriverException;

  /** Writes a value of type REG_SZ, making the key and those above it. */
  void write(String key, String value, String text) throws DriverException;

  /** Deletes a key that has no keys below it; nothing happens if it is not there. */
  void delete(String key) throws DriverException;
}
