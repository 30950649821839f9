// SPDX-License-Identifier: Apache-2.0
package dev.culvert.library;

import dev.culvert.bytes.Bytes;

/**
 * A profile that may be imported.
 *
 * @param place for messages: the path, the place in a zip, the link
 * @param fileName what its name is derived from
 * @param content as it came
 * @param files what it can name
 */
public record Candidate(String place, String fileName, Bytes content, NearbyFiles files) {
  /** Leaves out the content: there may be a private key in it. */
  @Override
  public String toString() {
    return place;
  }
}
