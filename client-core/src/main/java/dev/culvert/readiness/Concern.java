// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

import java.util.Locale;

/**
 * Something that works and had better be different.
 *
 * @param message one sentence: what it is, and what to do
 */
public record Concern(Code code, String directive, Mention mention, String message) {
  /** The kinds; their JSON form is {@link #toString}. */
  public enum Code {
    WEAK_DIGEST,
    OLD_CIPHER,
    NO_SERVER_VERIFICATION,
    COMPRESSION,
    OLD_TLS,
    WEAK_TLS_CIPHER,
    STATIC_KEY,
    NO_REPLAY_PROTECTION,
    NO_RENEGOTIATION,
    PASSWORD_IN_PROFILE,
    PASSWORDS_TO_SCRIPTS,
    OPEN_MANAGEMENT,
    CERTIFICATE_EXPIRED,
    CERTIFICATE_EXPIRES_SOON,
    CERTIFICATE_NOT_YET_VALID,
    CERTIFICATE_WEAK,
    CERTIFICATE_PURPOSE,
    CERTIFICATE_UNREADABLE,
    KEY_DIFFERS,
    KEY_ENCRYPTED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Override
  public String toString() {
    return mention + ": " + message;
  }
}
