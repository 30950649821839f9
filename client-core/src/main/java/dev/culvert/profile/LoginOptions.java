// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.bytes.Secret;
import java.util.Optional;

/**
 * What a profile says of user name and password (openvpn-config 2.5).
 *
 * @param wanted {@code auth-user-pass}
 * @param user from its file or block; empty to ask for it
 * @param password the same
 * @param usernameOnly no password is asked for
 * @param forget {@code auth-nocache}: what was typed is asked for each time
 * @param retry {@code auth-retry}
 * @param challenge {@code static-challenge}
 */
public record LoginOptions(
    boolean wanted,
    Optional<String> user,
    Optional<Secret> password,
    boolean usernameOnly,
    boolean forget,
    AuthRetry retry,
    Optional<StaticChallenge> challenge) {
  /** What to do when the server refuses the login. */
  public enum AuthRetry {
    NONE,
    NOINTERACT,
    INTERACT
  }

  /**
   * A question that is asked together with the password.
   *
   * @param echo whether the answer may be seen
   * @param concatenated the answer follows the password as it is, else both go as SCRV1
   */
  public record StaticChallenge(String text, boolean echo, boolean concatenated) {}

  /** Neither user nor password is for a log. */
  @Override
  public String toString() {
    return "login";
  }
}
