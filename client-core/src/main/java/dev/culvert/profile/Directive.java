// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.directive.DirectiveRow;
import dev.culvert.directive.DirectiveTable;
import dev.culvert.directive.Line;
import dev.culvert.directive.Place;
import dev.culvert.directive.Release;
import dev.culvert.directive.Source;
import dev.culvert.directive.Statement;
import dev.culvert.directive.Verdict;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The directives that the readers know, each a row of {@link DirectiveTable}. */
public enum Directive {
  CLIENT("client"),
  PULL("pull"),
  TLS_CLIENT("tls-client"),
  TLS_SERVER("tls-server"),
  DEV("dev"),
  DEV_TYPE("dev-type"),
  PROTO("proto"),
  REMOTE("remote"),
  PORT("port"),
  LPORT("lport"),
  RPORT("rport"),
  BIND("bind"),
  NOBIND("nobind"),
  LOCAL("local"),
  FLOAT("float"),
  REMOTE_RANDOM("remote-random"),
  HTTP_PROXY("http-proxy"),
  HTTP_PROXY_OPTION("http-proxy-option"),
  HTTP_PROXY_USER_PASS("http-proxy-user-pass"),
  SOCKS_PROXY("socks-proxy"),
  MODE("mode"),
  RESOLV_RETRY("resolv-retry"),
  CONNECT_RETRY("connect-retry"),
  CONNECT_RETRY_MAX("connect-retry-max"),
  SERVER_POLL_TIMEOUT("server-poll-timeout"),
  EXPLICIT_EXIT_NOTIFY("explicit-exit-notify"),
  KEEPALIVE("keepalive"),
  PING("ping"),
  PING_RESTART("ping-restart"),
  PING_EXIT("ping-exit"),
  PERSIST_TUN("persist-tun"),
  PERSIST_KEY("persist-key"),
  CA("ca"),
  CERT("cert"),
  KEY("key"),
  TLS_AUTH("tls-auth"),
  TLS_CRYPT("tls-crypt"),
  TLS_CRYPT_V2("tls-crypt-v2"),
  PEER_FINGERPRINT("peer-fingerprint"),
  REMOTE_CERT_TLS("remote-cert-tls"),
  VERIFY_X509_NAME("verify-x509-name"),
  TLS_VERSION_MIN("tls-version-min"),
  TLS_VERSION_MAX("tls-version-max"),
  HAND_WINDOW("hand-window"),
  TRAN_WINDOW("tran-window"),
  TLS_TIMEOUT("tls-timeout"),
  DH("dh"),
  TLS_EXIT("tls-exit"),
  KEY_DIRECTION("key-direction"),
  CIPHER("cipher"),
  DATA_CIPHERS("data-ciphers"),
  AUTH("auth"),
  RENEG_SEC("reneg-sec"),
  RENEG_BYTES("reneg-bytes"),
  RENEG_PKTS("reneg-pkts"),
  REPLAY_WINDOW("replay-window"),
  COMP_LZO("comp-lzo"),
  COMPRESS("compress"),
  ALLOW_COMPRESSION("allow-compression"),
  TUN_MTU("tun-mtu"),
  MSSFIX("mssfix"),
  IFCONFIG("ifconfig"),
  IFCONFIG_IPV6("ifconfig-ipv6"),
  TOPOLOGY("topology"),
  ROUTE("route"),
  ROUTE_IPV6("route-ipv6"),
  ROUTE_GATEWAY("route-gateway"),
  ROUTE_METRIC("route-metric"),
  ROUTE_NOPULL("route-nopull"),
  REDIRECT_GATEWAY("redirect-gateway"),
  REDIRECT_PRIVATE("redirect-private"),
  DISABLE_DCO("disable-dco"),
  CONFIG("config"),
  CD("cd"),
  VERB("verb"),
  MUTE("mute"),
  AUTH_USER_PASS("auth-user-pass"),
  AUTH_RETRY("auth-retry"),
  STATIC_CHALLENGE("static-challenge"),
  AUTH_NOCACHE("auth-nocache"),
  SCRIPT_SECURITY("script-security"),
  SETENV("setenv"),
  DHCP_OPTION("dhcp-option"),
  DNS("dns"),
  PEER_ID("peer-id"),
  PROTOCOL_FLAGS("protocol-flags"),
  KEY_DERIVATION("key-derivation"),
  AUTH_TOKEN("auth-token"),
  AUTH_TOKEN_USER("auth-token-user"),
  PUSH_CONTINUATION("push-continuation");

  private static final Map<String, Directive> BY_NAME = new HashMap<>();

  static {
    for (Directive directive : values()) {
      BY_NAME.put(directive.text, directive);
    }
  }

  private final String text;

  Directive(String name) {
    this.text = name;
  }

  /** The directive that the row is for, if a reader knows it. */
  static Optional<Directive> of(DirectiveRow row) {
    return Optional.ofNullable(BY_NAME.get(row.name()));
  }

  /** Its row of the table. */
  public DirectiveRow row() {
    return DirectiveTable.named(text).orElseThrow();
  }

  /** A pushed option as a setting; empty when it has no effect here. */
  static Optional<Setting> checkPushed(Line line) throws ProfileException {
    DirectiveRow row = check(new Statement(line, "", false, -1));
    if (row.verdict(true) == Verdict.WARNED) {
      throw refused(line, row);
    }
    return of(row)
        .map(directive -> new Setting(directive, line.name(), line.args(), line.source(), null));
  }

  /** The row of a statement that may stand there and has the right number of arguments. */
  static DirectiveRow check(Statement statement) throws ProfileException {
    Line line = statement.line();
    DirectiveRow row =
        DirectiveTable.named(line.name())
            .orElseThrow(() -> refused(line, "there is no such directive"));
    boolean pushed = line.source() instanceof Source.Pushed;
    if (pushed && !row.is(Place.PUSHED) && !row.is(Place.PUSHED_ONLY)) {
      throw refused(line, "cannot be pushed");
    }
    Verdict verdict = row.verdict(pushed);
    if (verdict == Verdict.REFUSED || verdict == Verdict.NOT_YET) {
      throw refused(line, row);
    }
    if (line.inline() != null && !row.is(Place.INLINE)) {
      throw refused(line, "arguments on the line were expected, an inline block was found");
    }
    if (!row.arity(Release.V2_6).allows(statement.count())
        && !row.arity(Release.V2_7).allows(statement.count())) {
      throw refused(line, row.arity(Release.V2_7) + " expected, " + statement.count() + " found");
    }
    if (statement.inConnection() && !row.is(Place.CONNECTION)) {
      throw refused(line, "cannot stand in a connection block");
    }
    return row;
  }

  private static ProfileException refused(Line line, DirectiveRow row) {
    return new ProfileException(line.source(), line.name(), row.reason(), row.replacement());
  }

  static ProfileException refused(Line line, String reason) {
    return new ProfileException(line.source(), line.name(), reason);
  }

  /** The name as written in a profile. */
  @Override
  public String toString() {
    return text;
  }
}
