// SPDX-License-Identifier: Apache-2.0
package dev.culvert.role;

import dev.culvert.control.ControlMessage;
import dev.culvert.negotiate.NegotiationFailure;
import java.util.Optional;

/** One session's talk about what both ends use: the part in which the roles differ. */
public interface Conversation {
  /** The first key's key-method-2 messages are exchanged. */
  Answer onKeyExchange(Exchange exchange) throws NegotiationFailure;

  /** A message came on the control channel, after {@link #onKeyExchange}. */
  Answer onMessage(ControlMessage message) throws NegotiationFailure;

  /** What to ask again and again until there is an agreement. */
  Optional<ControlMessage> question();
}
