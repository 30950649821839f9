// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

import dev.culvert.bytes.Bytes;

/**
 * A profile in the user's folder.
 *
 * @param name of its file, without the ending
 */
public record StoredProfile(String name, Bytes content) {
  /** Leaves out the content: there may be a private key in it. */
  @Override
  public String toString() {
    return name;
  }
}
