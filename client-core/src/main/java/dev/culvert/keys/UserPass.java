// SPDX-License-Identifier: Apache-2.0
package dev.culvert.keys;

import dev.culvert.bytes.Secret;

/**
 * Who an end says it is, beside its certificate.
 *
 * @param username may be empty
 * @param password UTF-8; whoever is given it wipes it
 */
public record UserPass(String username, Secret password) {
  /** An end that says nothing of the kind. */
  public static UserPass none() {
    return new UserPass("", Secret.copyOf(new byte[0]));
  }

  /** Neither is for a log. */
  @Override
  public String toString() {
    return "login";
  }
}
