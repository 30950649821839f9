// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The one table of directives: arguments, where allowed, and the verdict (openvpn-config 2). A
 * directive that is not here is not supported.
 */
public enum Directive {
  CLIENT("client", 0, 0, Place.LOCAL),
  PULL("pull", 0, 0, Place.LOCAL),
  TLS_CLIENT("tls-client", 0, 0, Place.LOCAL),
  TLS_SERVER("tls-server", 0, 0, Place.LOCAL),
  DEV("dev", 1, 1, Place.LOCAL),
  DEV_TYPE("dev-type", 1, 1, Place.LOCAL),
  PROTO("proto", 1, 1, Place.LOCAL),
  REMOTE("remote", 1, 3, Place.LOCAL),
  PORT("port", 1, 1, Place.LOCAL),
  LPORT("lport", 1, 1, Place.LOCAL),
  RPORT("rport", 1, 1, Place.LOCAL),
  BIND("bind", 0, 1, Place.LOCAL),
  NOBIND("nobind", 0, 0, Place.LOCAL),
  LOCAL("local", 1, 1, Place.LOCAL),
  FLOAT("float", 0, 0, Place.LOCAL),
  REMOTE_RANDOM("remote-random", 0, 0, Place.LOCAL),
  HTTP_PROXY("http-proxy", 2, 4, Place.LOCAL),
  HTTP_PROXY_OPTION("http-proxy-option", 2, 3, Place.LOCAL),
  HTTP_PROXY_RETRY("http-proxy-retry", 0, 0, Place.LOCAL, Verdict.ACCEPT),
  HTTP_PROXY_USER_PASS("http-proxy-user-pass", 1, 1, Place.LOCAL, Verdict.FILE),
  SOCKS_PROXY("socks-proxy", 1, 3, Place.LOCAL),
  MODE("mode", 1, 1, Place.LOCAL),
  RESOLV_RETRY("resolv-retry", 1, 1, Place.LOCAL),
  CONNECT_RETRY("connect-retry", 1, 2, Place.LOCAL),
  CONNECT_RETRY_MAX("connect-retry-max", 1, 1, Place.LOCAL),
  SERVER_POLL_TIMEOUT("server-poll-timeout", 1, 1, Place.LOCAL),
  EXPLICIT_EXIT_NOTIFY("explicit-exit-notify", 0, 1, Place.ANYWHERE),
  KEEPALIVE("keepalive", 2, 2, Place.LOCAL),
  PING("ping", 1, 1, Place.ANYWHERE),
  PING_RESTART("ping-restart", 1, 1, Place.ANYWHERE),
  PING_EXIT("ping-exit", 1, 1, Place.ANYWHERE),
  PERSIST_TUN("persist-tun", 0, 0, Place.ANYWHERE),
  PERSIST_KEY("persist-key", 0, 0, Place.ANYWHERE, Verdict.ACCEPT),
  CA("ca", 1, 1, Place.LOCAL, Verdict.FILE),
  CERT("cert", 1, 1, Place.LOCAL, Verdict.FILE),
  KEY("key", 1, 1, Place.LOCAL, Verdict.FILE),
  TLS_CRYPT("tls-crypt", 1, 1, Place.LOCAL, Verdict.FILE),
  PEER_FINGERPRINT("peer-fingerprint", 1, 1, Place.LOCAL, Verdict.INLINE),
  REMOTE_CERT_TLS("remote-cert-tls", 1, 1, Place.LOCAL),
  VERIFY_X509_NAME("verify-x509-name", 1, 2, Place.LOCAL),
  TLS_VERSION_MIN("tls-version-min", 1, 2, Place.LOCAL),
  TLS_VERSION_MAX("tls-version-max", 1, 1, Place.LOCAL),
  HAND_WINDOW("hand-window", 1, 1, Place.LOCAL),
  TRAN_WINDOW("tran-window", 1, 1, Place.LOCAL),
  TLS_TIMEOUT("tls-timeout", 1, 1, Place.LOCAL),
  DH("dh", 1, 1, Place.LOCAL, Verdict.ACCEPT),
  TLS_EXIT("tls-exit", 0, 0, Place.LOCAL, Verdict.NOT_YET),
  KEY_DIRECTION("key-direction", 1, 1, Place.LOCAL, Verdict.NOT_YET),
  CIPHER("cipher", 1, 1, Place.ANYWHERE),
  DATA_CIPHERS("data-ciphers", 1, 1, Place.LOCAL),
  AUTH("auth", 1, 1, Place.LOCAL),
  RENEG_SEC("reneg-sec", 1, 2, Place.LOCAL),
  RENEG_BYTES("reneg-bytes", 1, 1, Place.LOCAL),
  RENEG_PKTS("reneg-pkts", 1, 1, Place.LOCAL),
  REPLAY_WINDOW("replay-window", 1, 2, Place.LOCAL),
  TUN_MTU("tun-mtu", 1, 2, Place.ANYWHERE),
  MSSFIX("mssfix", 0, 2, Place.LOCAL),
  IFCONFIG("ifconfig", 2, 2, Place.ANYWHERE),
  IFCONFIG_IPV6("ifconfig-ipv6", 2, 2, Place.ANYWHERE),
  TOPOLOGY("topology", 1, 1, Place.ANYWHERE),
  ROUTE("route", 1, 4, Place.ANYWHERE),
  ROUTE_IPV6("route-ipv6", 1, 3, Place.ANYWHERE),
  ROUTE_GATEWAY("route-gateway", 1, 1, Place.ANYWHERE),
  ROUTE_METRIC("route-metric", 1, 1, Place.ANYWHERE),
  ROUTE_NOPULL("route-nopull", 0, 0, Place.LOCAL),
  REDIRECT_GATEWAY("redirect-gateway", 0, 8, Place.ANYWHERE),
  REDIRECT_PRIVATE("redirect-private", 0, 8, Place.ANYWHERE),
  DISABLE_DCO("disable-dco", 0, 0, Place.LOCAL),
  CONFIG("config", 1, 1, Place.LOCAL),
  CD("cd", 1, 1, Place.LOCAL),
  VERB("verb", 1, 1, Place.LOCAL),
  MUTE("mute", 1, 1, Place.LOCAL),
  AUTH_NOCACHE("auth-nocache", 0, 0, Place.LOCAL, Verdict.ACCEPT),
  SCRIPT_SECURITY("script-security", 1, 1, Place.LOCAL, Verdict.ACCEPT),
  SETENV("setenv", 1, 15, Place.LOCAL),
  DHCP_OPTION("dhcp-option", 1, 3, Place.PUSHED),
  DNS("dns", 2, 15, Place.PUSHED),
  PEER_ID("peer-id", 1, 1, Place.PUSHED),
  PROTOCOL_FLAGS("protocol-flags", 1, 15, Place.PUSHED),
  KEY_DERIVATION("key-derivation", 1, 1, Place.PUSHED),
  AUTH_TOKEN("auth-token", 1, 1, Place.PUSHED, Verdict.ACCEPT),
  AUTH_TOKEN_USER("auth-token-user", 1, 1, Place.PUSHED, Verdict.ACCEPT),
  PUSH_CONTINUATION("push-continuation", 1, 1, Place.PUSHED, Verdict.ACCEPT);

  /** Where a directive may stand. */
  enum Place {
    /** Files and the command line. */
    LOCAL,
    PUSHED,
    ANYWHERE
  }

  /** What becomes of a directive. */
  enum Verdict {
    APPLY,
    /** As APPLY; the first argument names a file, or the content stands inline. */
    FILE,
    /** As APPLY; the content may stand inline. */
    INLINE,
    /** Taken without effect. */
    ACCEPT,
    NOT_YET
  }

  private static final Map<String, Directive> BY_NAME = new HashMap<>();

  static {
    for (Directive directive : values()) {
      BY_NAME.put(directive.text, directive);
    }
    BY_NAME.put("ncp-ciphers", DATA_CIPHERS);
    BY_NAME.put("connect-timeout", SERVER_POLL_TIMEOUT);
  }

  private final String text;
  private final int fewest;
  private final int most;
  private final Place place;
  private final Verdict verdict;

  Directive(String text, int fewest, int most, Place place) {
    this(text, fewest, most, place, Verdict.APPLY);
  }

  Directive(String text, int fewest, int most, Place place, Verdict verdict) {
    this.text = text;
    this.fewest = fewest;
    this.most = most;
    this.place = place;
    this.verdict = verdict;
  }

  /** The directive of that name or alias; case matters. */
  public static Optional<Directive> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  Verdict verdict() {
    return verdict;
  }

  /** Checks a line against the table; the setting has no file content yet. */
  static Setting check(Line line) throws ProfileException {
    Directive directive = named(line.name()).orElseThrow(() -> refused(line, "not supported yet"));
    boolean pushed = line.source() instanceof Source.Pushed;
    if (directive.place == (pushed ? Place.LOCAL : Place.PUSHED)) {
      throw refused(line, pushed ? "cannot be pushed" : "can only be pushed by a server");
    }
    if (directive.verdict == Verdict.NOT_YET) {
      throw refused(line, "not supported yet");
    }
    boolean block = line.inline() != null;
    if (block && directive.verdict != Verdict.FILE && directive.verdict != Verdict.INLINE) {
      throw refused(line, "arguments on the line were expected, an inline block was found");
    }
    int count = line.tokens().size() - 1;
    if (!block && (count < directive.fewest || count > directive.most)) {
      throw refused(line, directive.arity() + " expected, " + count + " found");
    }
    return new Setting(
        directive, line.name(), line.tokens().subList(1, count + 1), line.source(), line.inline());
  }

  private String arity() {
    String range = fewest == most ? "" + most : fewest + " to " + most;
    return range + (most == 1 ? " argument" : " arguments");
  }

  private static ProfileException refused(Line line, String reason) {
    return new ProfileException(line.source(), line.name(), reason);
  }

  /** The name as written in a profile. */
  @Override
  public String toString() {
    return text;
  }
}
