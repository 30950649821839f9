// SPDX-License-Identifier: Apache-2.0
package dev.culvert.role;

import dev.culvert.control.ControlMessage;
import dev.culvert.event.DisconnectCause;
import dev.culvert.event.TunnelEvent;
import dev.culvert.negotiate.Agreement;
import dev.culvert.profile.PushedOptions;
import java.util.List;
import java.util.Optional;

/**
 * What a conversation decides.
 *
 * @param agreement present once, when both ends agree
 * @param pushed a client's options, together with its agreement
 * @param end the session is over
 */
public record Answer(
    Optional<Agreement> agreement,
    Optional<PushedOptions> pushed,
    List<ControlMessage> send,
    List<TunnelEvent> events,
    Optional<DisconnectCause> end) {
  static final Answer NOTHING =
      new Answer(Optional.empty(), Optional.empty(), List.of(), List.of(), Optional.empty());

  static Answer agreed(Agreement agreement, List<ControlMessage> send, List<TunnelEvent> events) {
    return new Answer(Optional.of(agreement), Optional.empty(), send, events, Optional.empty());
  }

  static Answer reply(ControlMessage message) {
    return new Answer(
        Optional.empty(), Optional.empty(), List.of(message), List.of(), Optional.empty());
  }

  static Answer event(TunnelEvent event) {
    return new Answer(
        Optional.empty(), Optional.empty(), List.of(), List.of(event), Optional.empty());
  }

  static Answer end(DisconnectCause cause) {
    return new Answer(Optional.empty(), Optional.empty(), List.of(), List.of(), Optional.of(cause));
  }
}
