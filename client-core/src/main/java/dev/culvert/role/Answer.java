// SPDX-License-Identifier: Apache-2.0
package dev.culvert.role;

import dev.culvert.control.ControlMessage;
import dev.culvert.event.DisconnectCause;
import dev.culvert.event.TunnelEvent;
import dev.culvert.negotiate.Agreement;
import dev.culvert.negotiate.AuthToken;
import dev.culvert.profile.PushedOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a conversation decides.
 *
 * @param agreement present once, when both ends agree
 * @param pushed a client's options, together with its agreement
 * @param token a client keeps it for its next login
 * @param patience the server decides within that time, counted from the key exchange
 * @param end the session is over
 */
public record Answer(
    Optional<Agreement> agreement,
    Optional<PushedOptions> pushed,
    List<ControlMessage> send,
    List<TunnelEvent> events,
    Optional<AuthToken> token,
    Optional<Duration> patience,
    Optional<DisconnectCause> end) {
  static final Answer NOTHING = of(List.of(), List.of(), Optional.empty());

  private static Answer of(
      List<ControlMessage> send, List<TunnelEvent> events, Optional<DisconnectCause> end) {
    return new Answer(
        Optional.empty(), Optional.empty(), send, events, Optional.empty(), Optional.empty(), end);
  }

  static Answer agreed(Agreement agreement, List<ControlMessage> send, List<TunnelEvent> events) {
    return new Answer(
        Optional.of(agreement),
        Optional.empty(),
        send,
        events,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static Answer agreed(Agreement agreement, PushedOptions pushed, TunnelEvent event) {
    return new Answer(
        Optional.of(agreement),
        Optional.of(pushed),
        List.of(),
        List.of(event),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static Answer reply(ControlMessage message) {
    return of(List.of(message), List.of(), Optional.empty());
  }

  static Answer event(TunnelEvent event) {
    return of(List.of(), List.of(event), Optional.empty());
  }

  static Answer end(DisconnectCause cause) {
    return of(List.of(), List.of(), Optional.of(cause));
  }

  Answer with(Optional<AuthToken> given) {
    return new Answer(agreement, pushed, send, events, given, patience, end);
  }

  /** The server decides later; {@code limit} is empty where it does not say when. */
  static Answer pending(Optional<Duration> limit, TunnelEvent event) {
    return new Answer(
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(event),
        Optional.empty(),
        limit,
        Optional.empty());
  }
}
