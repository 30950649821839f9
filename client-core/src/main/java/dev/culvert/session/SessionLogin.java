// SPDX-License-Identifier: Apache-2.0
package dev.culvert.session;

import dev.culvert.keys.UserPass;
import dev.culvert.negotiate.AuthToken;
import java.util.Optional;

/** Where a session has its user name and password from, once for each key. */
public interface SessionLogin {
  /** For ends that send none. */
  SessionLogin NONE =
      new SessionLogin() {
        @Override
        public Optional<UserPass> current() {
          return Optional.of(UserPass.none());
        }

        @Override
        public void onToken(AuthToken token) {}
      };

  /**
   * What to send now; the session wipes it. Empty while somebody is asked: {@link Session#onLogin}
   * follows.
   */
  Optional<UserPass> current();

  /** The server gave a token that stands for the login from now on. */
  void onToken(AuthToken token);
}
