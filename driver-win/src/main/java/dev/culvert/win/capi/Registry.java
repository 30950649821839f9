// SPDX-License-Identifier: Apache-2.0
package dev.culvert.win.capi;

import dev.culvert.driver.DriverException;
import java.util.List;
import java.util.Optional;

/** The part of the registry below HKEY_LOCAL_MACHINE. A test puts a registry of its own here. */
public interface Registry {
  /** A text value; empty when it is not there or may not be read. */
  Optional<String> text(String key, String value);

  /** A list of texts; empty when it is not there. */
  List<String> texts(String key, String value);

  /** The names of the keys below a key; empty when it is not there. */
  List<String> keys(String key);

  /** Writes a text value and makes the keys on the way; needs an administrator. */
  void setText(String key, String value, String text) throws DriverException;

  /** Removes a key that has none below it; one that is absent is fine. */
  void deleteKey(String key) throws DriverException;
}
