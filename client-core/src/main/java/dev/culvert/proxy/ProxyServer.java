// SPDX-License-Identifier: Apache-2.0
package dev.culvert.proxy;

import java.util.Optional;

/** A proxy that a profile names; its name is not resolved. */
public sealed interface ProxyServer {
  String host();

  /** 1..65535. */
  int port();

  /** What it will be told when it asks. */
  Optional<ProxyLogin> login();

  /** The same with another login. */
  ProxyServer withLogin(Optional<ProxyLogin> login);

  /**
   * {@code http-proxy} and its options.
   *
   * @param method how a login may go over the wire
   * @param options what else the request says
   */
  record Http(
      String host,
      int port,
      HttpMethod method,
      Optional<ProxyLogin> login,
      HttpRequestOptions options)
      implements ProxyServer {
    @Override
    public ProxyServer withLogin(Optional<ProxyLogin> other) {
      return new Http(host, port, method, other, options);
    }
  }

  /** {@code socks-proxy}: version 5. */
  record Socks(String host, int port, Optional<ProxyLogin> login) implements ProxyServer {
    @Override
    public ProxyServer withLogin(Optional<ProxyLogin> other) {
      return new Socks(host, port, other);
    }
  }

  /** How a login may go to an HTTP proxy. */
  enum HttpMethod {
    /** Not at all. */
    NONE,
    /** Readable, with the first request ({@code basic}). */
    BASIC,
    /** As the proxy asks ({@code auto}). */
    AUTO,
    /** As the proxy asks, but not readable ({@code auto-nct}). */
    NOT_CLEAR_TEXT
  }
}
