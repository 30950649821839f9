// SPDX-License-Identifier: Apache-2.0
package dev.culvert.readiness;

import java.util.Optional;

/**
 * One line against one backend.
 *
 * @param option the option that OpenVPN's note names
 * @param sentence what the backend does not do: {@code ovpn does not cut packets}
 * @param note OpenVPN's own log line; empty where it has none
 */
public record Obstacle(
    String option, Mention mention, String sentence, Optional<String> note, Optional<Fix> fix) {
  /** The whole sentence, with file and line and without the fix. */
  public String message() {
    return mention + ": " + sentence;
  }

  @Override
  public String toString() {
    return message() + fix.map(f -> "; " + f).orElse("");
  }
}
