// SPDX-License-Identifier: Apache-2.0
package dev.culvert.control;

import dev.culvert.bytes.Secret;
import dev.culvert.control.ControlMessage.AuthFailed;
import dev.culvert.control.ControlMessage.AuthPending;
import dev.culvert.control.ControlMessage.ChallengeResponse;
import dev.culvert.control.ControlMessage.Exit;
import dev.culvert.control.ControlMessage.Halt;
import dev.culvert.control.ControlMessage.LoginInfo;
import dev.culvert.control.ControlMessage.PushReply;
import dev.culvert.control.ControlMessage.PushRequest;
import dev.culvert.control.ControlMessage.Restart;
import dev.culvert.control.ControlMessage.Unknown;
import dev.culvert.control.ControlMessage.UserInfo;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Control messages as text, without the NUL that ends each on the wire. */
public final class ControlMessageCodec {
  private static final Pattern LIMIT = Pattern.compile("(?:^|,)timeout ([0-9]{1,6})(?:,|$)");

  private ControlMessageCodec() {}

  /** The message that {@code text} stands for; text that means nothing here is {@link Unknown}. */
  public static ControlMessage decode(String text) {
    int comma = text.indexOf(',');
    String word = comma < 0 ? text : text.substring(0, comma);
    String rest = comma < 0 ? "" : text.substring(comma + 1);
    return switch (word) {
      case "PUSH_REQUEST" -> new PushRequest();
      case "PUSH_REPLY" -> new PushReply(rest.isEmpty() ? List.of() : List.of(rest.split(",", -1)));
      case "AUTH_FAILED" -> new AuthFailed(rest);
      case "AUTH_PENDING" -> new AuthPending(limit(rest));
      case "CR_RESPONSE" -> response(text, rest);
      case "EXIT" -> new Exit();
      case "RESTART" -> new Restart(rest);
      case "HALT" -> new Halt(rest);
      case "INFO" -> new UserInfo(rest);
      case "INFO_PRE" -> new LoginInfo(rest);
      default -> new Unknown(text);
    };
  }

  /** The text of a message. */
  public static String encode(ControlMessage message) {
    return switch (message) {
      case PushRequest() -> "PUSH_REQUEST";
      case PushReply(List<String> options) -> withText("PUSH_REPLY", String.join(",", options));
      case AuthFailed(String reason) -> withText("AUTH_FAILED", reason);
      case AuthPending(Optional<Duration> limit) ->
          withText("AUTH_PENDING", limit.map(l -> "timeout " + l.toSeconds()).orElse(""));
      case ChallengeResponse(Secret response) -> "CR_RESPONSE," + base64(response);
      case Exit() -> "EXIT";
      case Restart(String text) -> withText("RESTART", text);
      case Halt(String text) -> withText("HALT", text);
      case UserInfo(String text) -> withText("INFO", text);
      case LoginInfo(String text) -> withText("INFO_PRE", text);
      case Unknown(String text) -> text;
    };
  }

  private static Optional<Duration> limit(String rest) {
    Matcher matcher = LIMIT.matcher(rest);
    return matcher.find()
        ? Optional.of(Duration.ofSeconds(Integer.parseInt(matcher.group(1))))
        : Optional.empty();
  }

  private static ControlMessage response(String text, String base64) {
    try {
      return new ChallengeResponse(Secret.copyOf(Base64.getDecoder().decode(base64)));
    } catch (IllegalArgumentException e) {
      return new Unknown(text);
    }
  }

  private static String base64(Secret secret) {
    byte[] plain = secret.toArray();
    String text = Base64.getEncoder().encodeToString(plain);
    Arrays.fill(plain, (byte) 0);
    return text;
  }

  private static String withText(String word, String text) {
    return text.isEmpty() ? word : word + "," + text;
  }
}
