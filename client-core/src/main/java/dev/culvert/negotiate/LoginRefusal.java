// SPDX-License-Identifier: Apache-2.0
package dev.culvert.negotiate;

import dev.culvert.event.Advance;
import dev.culvert.event.DisconnectCause;
import dev.culvert.event.DisconnectCause.AuthChallenge;
import dev.culvert.event.DisconnectCause.AuthFailed;
import dev.culvert.event.DisconnectCause.AuthRefusedForNow;
import dev.culvert.event.DisconnectCause.AuthSessionExpired;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** What the text of an {@code AUTH_FAILED} means (openvpn-protocol 6.7). */
public final class LoginRefusal {
  private static final int MAX_BACKOFF_DIGITS = 5;

  private LoginRefusal() {}

  /** Reads it; text that is malformed in its form is an ordinary refusal with that text. */
  public static DisconnectCause parse(String text) {
    if (text.startsWith("CRV1:")) {
      return challenge(text).orElse(new AuthFailed(text));
    }
    if (text.equals("SESSION") || text.startsWith("SESSION:")) {
      return new AuthSessionExpired(text.length() > 8 ? text.substring(8) : "");
    }
    if (text.equals("TEMP") || text.startsWith("TEMP[") || text.startsWith("TEMP:")) {
      return temporary(text.substring(4));
    }
    return new AuthFailed(text);
  }

  private static Optional<DisconnectCause> challenge(String text) {
    String[] parts = text.split(":", 5);
    if (parts.length < 5) {
      return Optional.empty();
    }
    try {
      String user = new String(Base64.getDecoder().decode(parts[3]), StandardCharsets.UTF_8);
      return Optional.of(
          new AuthChallenge(has(parts[1], "R"), has(parts[1], "E"), parts[2], user, parts[4]));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean has(String flags, String flag) {
    return ("," + flags + ",").contains("," + flag + ",");
  }

  private static DisconnectCause temporary(String rest) {
    Duration backoff = Duration.ZERO;
    Advance advance = Advance.ADDRESS;
    String text = rest;
    int close = rest.indexOf(']');
    if (rest.startsWith("[") && close > 0) {
      for (String flag : rest.substring(1, close).split(",", -1)) {
        String[] words = flag.strip().split(" +", 2);
        String value = words.length < 2 ? "" : words[1].strip();
        if (words[0].equals("backoff") && isNumber(value)) {
          backoff = Duration.ofSeconds(Integer.parseInt(value));
        } else if (words[0].equals("advance")) {
          advance =
              switch (value) {
                case "no" -> Advance.NO;
                case "remote" -> Advance.REMOTE;
                default -> Advance.ADDRESS;
              };
        }
      }
      text = rest.substring(close + 1);
    }
    return new AuthRefusedForNow(text.startsWith(":") ? text.substring(1) : text, backoff, advance);
  }

  private static boolean isNumber(String text) {
    return text.matches("[0-9]{1," + MAX_BACKOFF_DIGITS + "}");
  }
}
