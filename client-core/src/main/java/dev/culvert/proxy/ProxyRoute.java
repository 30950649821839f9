// SPDX-License-Identifier: Apache-2.0
package dev.culvert.proxy;

import java.net.InetSocketAddress;
import java.util.function.Supplier;

/**
 * The way to a peer through a proxy.
 *
 * @param address of the proxy
 * @param host of the peer, a name or a literal: the proxy looks it up
 * @param port of the peer
 */
public record ProxyRoute(ProxyServer server, InetSocketAddress address, String host, int port) {
  /**
   * Begins a conversation that leads to the peer over TCP.
   *
   * @param nonces random text of letters and digits, 16 or more of them
   */
  public ProxyConversation connect(Supplier<String> nonces) {
    return switch (server) {
      case ProxyServer.Http http -> new HttpConversation(http, host, port, nonces);
      case ProxyServer.Socks socks ->
          new SocksConversation(socks, SocksConversation.connectTo(host, port), false);
    };
  }

  /**
   * Begins a conversation after which the proxy relays datagrams.
   *
   * @throws IllegalStateException HTTP relays none
   */
  public ProxyConversation associate() {
    if (server instanceof ProxyServer.Socks socks) {
      return new SocksConversation(socks, SocksConversation.associate(), true);
    }
    throw new IllegalStateException("an HTTP proxy relays no datagrams");
  }
}
