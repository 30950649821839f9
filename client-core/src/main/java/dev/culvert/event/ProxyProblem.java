// SPDX-License-Identifier: Apache-2.0
package dev.culvert.event;

/** What stands between a proxy and the peer, and what a person can do about it. */
public enum ProxyProblem {
  /** It wants a login and there is none. */
  LOGIN_NEEDED(
      "give the login: an authfile or \"auto\" with http-proxy, http-proxy-user-pass, or an"
          + " authfile with socks-proxy"),
  /** It does not accept the login. */
  LOGIN_REFUSED("check the user name and the password for the proxy"),
  /** It wants a login in a way that we do not speak, or were told not to use. */
  LOGIN_UNSUPPORTED(
      "ask the proxy's administrator for Basic or Digest login, or for a rule without login"),
  /** Its rules forbid the connection. */
  FORBIDDEN("ask the proxy's administrator to allow connections to this server and port"),
  /** It cannot reach the peer. */
  UNREACHABLE("check the remote's name and port, and that the proxy can reach it"),
  /** It cannot do what the transport needs. */
  UNSUPPORTED("use proto tcp, or another proxy"),
  /** What answers does not speak the proxy's protocol, or breaks its rules. */
  NOT_A_PROXY("check the proxy's address, port and kind: http-proxy or socks-proxy");

  private final String remedy;

  ProxyProblem(String remedy) {
    this.remedy = remedy;
  }

  public String remedy() {
    return remedy;
  }
}
