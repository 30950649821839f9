// SPDX-License-Identifier: Apache-2.0
package dev.culvert.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.culvert.bytes.Secret;
import dev.culvert.event.DisconnectCause.ProxyRefused;
import dev.culvert.event.ProxyProblem;
import dev.culvert.proxy.ProxyServer.HttpMethod;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code CONNECT} (openvpn-config 3, RFC 9110 9.3.6). A 407 is answered on a new connection: the
 * proxy may have ended this one, and a body of unknown length may follow.
 */
final class HttpConversation implements ProxyConversation {
  /** Bytes of an answer's head that are read; real ones have a few hundred. */
  static final int LONGEST_HEAD = 16 << 10;

  private static final int LOGIN_REQUIRED = 407;
  private static final byte[] PROTOCOL = "HTTP/".getBytes(ISO_8859_1);

  private final ProxyServer.Http proxy;
  private final String target;
  private final String host;
  private final Supplier<String> nonces;
  private final HttpHead head = new HttpHead(LONGEST_HEAD, PROTOCOL);
  private @Nullable DigestChallenge digest;
  private boolean sentBasic;
  private boolean answeredDigest;
  private boolean renewed;

  HttpConversation(ProxyServer.Http proxy, String host, int port, Supplier<String> nonces) {
    this.proxy = proxy;
    this.host = host.contains(":") ? "[" + host + "]" : host;
    this.target = this.host + ":" + port;
    this.nonces = nonces;
    this.sentBasic = proxy.method() == HttpMethod.BASIC && proxy.login().isPresent();
  }

  @Override
  public ProxyStep begin() {
    head.clear();
    HttpRequestOptions options = proxy.options();
    List<String> lines = new ArrayList<>();
    lines.add("CONNECT " + target + " HTTP/" + options.version());
    options.headers().forEach(header -> lines.add(header.name() + ": " + header.content()));
    if (options.headers().stream().noneMatch(header -> header.name().equalsIgnoreCase("Host"))) {
      lines.add("Host: " + host);
    }
    options.agent().ifPresent(agent -> lines.add("User-Agent: " + agent));
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    lines.forEach(line -> request.writeBytes((line + "\r\n").getBytes(UTF_8)));
    proxy.login().ifPresent(login -> authorize(login, request));
    request.writeBytes("\r\n".getBytes(ISO_8859_1));
    byte[] bytes = request.toByteArray();
    Secret secret = Secret.copyOf(bytes);
    Arrays.fill(bytes, (byte) 0);
    return new ProxyStep.Say(secret);
  }

  private void authorize(ProxyLogin login, ByteArrayOutputStream request) {
    DigestChallenge asked = digest;
    if (asked != null) {
      answeredDigest = true;
      String answer = asked.answer(login, "CONNECT", target, nonces.get());
      request.writeBytes(("Proxy-Authorization: " + answer + "\r\n").getBytes(UTF_8));
    } else if (sentBasic) {
      request.writeBytes("Proxy-Authorization: Basic ".getBytes(ISO_8859_1));
      byte[] password = login.password().toArray();
      byte[] user = login.userBytes();
      byte[] pair =
          ByteBuffer.allocate(user.length + 1 + password.length)
              .put(user)
              .put((byte) ':')
              .put(password)
              .array();
      request.writeBytes(Base64.getEncoder().encode(pair));
      request.writeBytes("\r\n".getBytes(ISO_8859_1));
      Arrays.fill(pair, (byte) 0);
      Arrays.fill(password, (byte) 0);
    }
  }

  @Override
  public ProxyStep onInput(ByteBuffer in) {
    return switch (head.take(in)) {
      case INCOMPLETE -> new ProxyStep.Listen();
      case NOT_HTTP ->
          refused(ProxyProblem.NOT_A_PROXY, "what answers is no HTTP proxy: " + head.start());
      case TOO_LONG ->
          refused(
              ProxyProblem.NOT_A_PROXY,
              "the HTTP proxy's answer is longer than " + LONGEST_HEAD + " bytes");
      case COMPLETE -> judge();
    };
  }

  @Override
  public ProxyStep onEnd() {
    return refused(
        ProxyProblem.NOT_A_PROXY,
        head.start().isEmpty()
            ? "the HTTP proxy ended the connection without an answer"
            : "the HTTP proxy ended the connection within its answer: " + head.start());
  }

  private ProxyStep judge() {
    int status = head.status();
    if (status >= 200 && status < 300) {
      return new ProxyStep.Open(Optional.empty());
    }
    String said = "the HTTP proxy answered " + head.start();
    return switch (status) {
      case LOGIN_REQUIRED -> onLoginRequired(said);
      case 403, 405, 451 -> refused(ProxyProblem.FORBIDDEN, said);
      case 502, 503, 504 -> refused(ProxyProblem.UNREACHABLE, said);
      default -> refused(status >= 500 ? ProxyProblem.UNREACHABLE : ProxyProblem.NOT_A_PROXY, said);
    };
  }

  private ProxyStep onLoginRequired(String said) {
    List<AuthChallenge> asked = AuthChallenge.all(head.values("proxy-authenticate"));
    Optional<DigestChallenge> digestAsked =
        asked.stream().flatMap(challenge -> DigestChallenge.of(challenge).stream()).findFirst();
    if (answeredDigest && !renewed && digestAsked.isPresent() && digestAsked.get().stale()) {
      // The login is right and the nonce too old; but a proxy that always says so has no end.
      renewed = true;
      digest = digestAsked.get();
      return new ProxyStep.Reconnect();
    }
    if (answeredDigest || sentBasic) {
      return refused(ProxyProblem.LOGIN_REFUSED, said);
    }
    if (proxy.login().isEmpty() || proxy.method() == HttpMethod.NONE) {
      return refused(ProxyProblem.LOGIN_NEEDED, said + ", it wants " + names(asked));
    }
    if (digestAsked.isPresent()) {
      digest = digestAsked.get();
      return new ProxyStep.Reconnect();
    }
    boolean basic = asked.stream().anyMatch(challenge -> challenge.is("Basic"));
    if (basic && proxy.method() == HttpMethod.AUTO) {
      sentBasic = true;
      return new ProxyStep.Reconnect();
    }
    return refused(ProxyProblem.LOGIN_UNSUPPORTED, said + ", " + unsupported(asked));
  }

  private static String unsupported(List<AuthChallenge> asked) {
    if (asked.stream().anyMatch(challenge -> challenge.is("Basic"))) {
      return "it wants Basic, which auto-nct forbids because it is readable on the way";
    }
    if (asked.stream().anyMatch(challenge -> challenge.is("NTLM") || challenge.is("Negotiate"))) {
      return "it wants "
          + names(asked)
          + ": NTLM rests on MD4 and DES and is not spoken here, nor is Negotiate";
    }
    return "it wants " + names(asked) + ", which is not spoken here";
  }

  private static String names(List<AuthChallenge> asked) {
    return asked.isEmpty()
        ? "a login but does not say which"
        : asked.stream().map(AuthChallenge::toString).distinct().collect(Collectors.joining(", "));
  }

  private static ProxyStep refused(ProxyProblem problem, String reason) {
    return new ProxyStep.Refused(new ProxyRefused(problem, reason));
  }
}
