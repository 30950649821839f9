// SPDX-License-Identifier: Apache-2.0
package dev.culvert.control;

import dev.culvert.bytes.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A message on the established control channel (openvpn-protocol 6.1). */
public sealed interface ControlMessage {
  /** The client wants its options. */
  record PushRequest() implements ControlMessage {}

  /**
   * Options for the client; several may follow each other.
   *
   * @param options option texts, not yet tokenised, as between the commas
   */
  record PushReply(List<String> options) implements ControlMessage {
    public PushReply {
      options = List.copyOf(options);
    }
  }

  /** The server refuses the login; {@code reason} may be empty. */
  record AuthFailed(String reason) implements ControlMessage {}

  /**
   * The server waits for something before it decides about the login.
   *
   * @param limit how long; empty where it does not say
   */
  record AuthPending(Optional<Duration> limit) implements ControlMessage {}

  /** A user's answer to a text challenge; {@code encode} makes text of it. */
  record ChallengeResponse(Secret response) implements ControlMessage {}

  /** The peer leaves. */
  record Exit() implements ControlMessage {}

  /** The server asks for a new connection; {@code text} with its bracketed flags, may be empty. */
  record Restart(String text) implements ControlMessage {}

  /** The server asks the client to stop; {@code text} with its bracketed flags, may be empty. */
  record Halt(String text) implements ControlMessage {}

  /** Text for the user. */
  record UserInfo(String text) implements ControlMessage {}

  /** Text of a login that is still pending. */
  record LoginInfo(String text) implements ControlMessage {}

  /** Something that this end does not know; it is logged and passed over. */
  record Unknown(String text) implements ControlMessage {}
}
