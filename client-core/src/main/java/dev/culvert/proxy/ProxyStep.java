// SPDX-License-Identifier: Apache-2.0
package dev.culvert.proxy;

import dev.culvert.bytes.Secret;
import dev.culvert.event.DisconnectCause.ProxyRefused;
import java.net.InetSocketAddress;
import java.util.Optional;

/** What a conversation with a proxy needs next. */
public sealed interface ProxyStep {
  /** Say this, then listen. It may hold a password. */
  record Say(Secret bytes) implements ProxyStep {}

  /** Listen on. */
  record Listen() implements ProxyStep {}

  /** End this connection, make another to the same proxy and begin again. */
  record Reconnect() implements ProxyStep {}

  /**
   * The way is open.
   *
   * @param relay where datagrams go; a host of all zeros is the proxy's own. Empty for a stream
   */
  record Open(Optional<InetSocketAddress> relay) implements ProxyStep {}

  /** The proxy does not let us through. */
  record Refused(ProxyRefused cause) implements ProxyStep {}
}
