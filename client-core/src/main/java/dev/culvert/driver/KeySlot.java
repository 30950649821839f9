// SPDX-License-Identifier: Apache-2.0
package dev.culvert.driver;

/** Where a backend holds a key: the primary encrypts, both decrypt. */
public enum KeySlot {
  PRIMARY,
  SECONDARY
}
