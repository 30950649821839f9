// SPDX-License-Identifier: Apache-2.0
package dev.culvert.runtime;

import dev.culvert.proxy.HttpRequestOptions;
import dev.culvert.proxy.ProxyServer;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * The proxy that the system is set to, as Java tells it: {@code -Djava.net.useSystemProxies=true}
 * makes it look at the desktop's setting, PAC scripts included where the system runs them itself
 * (Windows, macOS), {@code https.proxyHost} and {@code socksProxyHost} name one.
 */
public final class SystemProxy {
  private final ProxySelector selector;

  private SystemProxy(ProxySelector selector) {
    this.selector = selector;
  }

  public static SystemProxy ofJava() {
    return new SystemProxy(ProxySelector.getDefault());
  }

  static SystemProxy of(ProxySelector selector) {
    return new SystemProxy(selector);
  }

  /** What stands before that server, the first of several; empty for the direct way. */
  public Optional<ProxyServer> before(String host, int port) {
    URI target;
    try {
      target = new URI("https", null, host, port, null, null, null);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
    return selector.select(target).stream().findFirst().flatMap(SystemProxy::server);
  }

  private static Optional<ProxyServer> server(Proxy proxy) {
    if (!(proxy.address() instanceof InetSocketAddress at)) {
      return Optional.empty();
    }
    return switch (proxy.type()) {
      case DIRECT -> Optional.empty();
      case HTTP ->
          Optional.of(
              new ProxyServer.Http(
                  at.getHostString(),
                  at.getPort(),
                  ProxyServer.HttpMethod.AUTO,
                  Optional.empty(),
                  HttpRequestOptions.DEFAULT));
      case SOCKS ->
          Optional.of(new ProxyServer.Socks(at.getHostString(), at.getPort(), Optional.empty()));
    };
  }
}
