// SPDX-License-Identifier: Apache-2.0
package dev.culvert.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.culvert.bytes.Secret;
import dev.culvert.event.DisconnectCause.ProxyRefused;
import dev.culvert.event.ProxyProblem;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** SOCKS version 5 (RFC 1928), with a login where there is one (RFC 1929). */
final class SocksConversation implements ProxyConversation {
  private static final byte VERSION = 5;
  private static final byte NO_LOGIN = 0;
  private static final byte WITH_LOGIN = 2;
  private static final byte NOTHING_SUITS = (byte) 0xff;
  private static final byte CONNECT = 1;
  private static final byte ASSOCIATE = 3;
  private static final byte IPV4 = 1;
  private static final byte NAME = 3;
  private static final byte IPV6 = 4;
  private static final int LONGEST_WORD = 255;

  private final ProxyServer.Socks proxy;
  private final Secret request;
  private final boolean datagrams;
  private Stage stage = Stage.METHOD;

  /** Which answer comes next. */
  private enum Stage {
    METHOD,
    LOGIN,
    REQUEST
  }

  /**
   * @param request from {@link #connectTo} or {@link #associate}
   * @param datagrams whether the answer names a relay for them
   */
  SocksConversation(ProxyServer.Socks proxy, Secret request, boolean datagrams) {
    this.proxy = proxy;
    this.request = request;
    this.datagrams = datagrams;
  }

  /** The request for a connection; a name is left to the proxy. */
  static Secret connectTo(String host, int port) {
    ByteBuffer out = ByteBuffer.allocate(7 + LONGEST_WORD).put(VERSION).put(CONNECT).put((byte) 0);
    Optional<InetAddress> literal = literal(host);
    if (literal.isPresent()) {
      out.put(literal.get() instanceof Inet4Address ? IPV4 : IPV6).put(literal.get().getAddress());
    } else {
      byte[] name = host.getBytes(UTF_8);
      int length = Math.min(LONGEST_WORD, name.length);
      out.put(NAME).put((byte) length).put(name, 0, length);
    }
    out.putShort((short) port);
    return Secret.copyOf(out.array(), 0, out.position());
  }

  private static Optional<InetAddress> literal(String host) {
    try {
      return Optional.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The request for a relay, for datagrams from an address that we do not know yet. */
  static Secret associate() {
    return Secret.copyOf(new byte[] {VERSION, ASSOCIATE, 0, IPV4, 0, 0, 0, 0, 0, 0});
  }

  @Override
  public ProxyStep begin() {
    stage = Stage.METHOD;
    return say(VERSION, (byte) 1, proxy.login().isPresent() ? WITH_LOGIN : NO_LOGIN);
  }

  @Override
  public ProxyStep onInput(ByteBuffer in) {
    return switch (stage) {
      case METHOD -> onMethod(in);
      case LOGIN -> onLogin(in);
      case REQUEST -> onAnswer(in);
    };
  }

  @Override
  public ProxyStep onEnd() {
    return switch (stage) {
      case METHOD ->
          refused(
              ProxyProblem.NOT_A_PROXY, "the SOCKS proxy ended the connection without an answer");
      case LOGIN ->
          refused(
              ProxyProblem.LOGIN_REFUSED, "the SOCKS proxy ended the connection after the login");
      case REQUEST ->
          refused(
              ProxyProblem.NOT_A_PROXY, "the SOCKS proxy ended the connection after the request");
    };
  }

  private ProxyStep onMethod(ByteBuffer in) {
    if (in.remaining() < 2) {
      return new ProxyStep.Listen();
    }
    byte version = in.get();
    byte method = in.get();
    boolean login = proxy.login().isPresent();
    if (version != VERSION) {
      return refused(
          ProxyProblem.NOT_A_PROXY,
          "what answers is no SOCKS 5 proxy: its first byte is " + (version & 0xff));
    }
    if (method == NOTHING_SUITS) {
      return login
          ? refused(ProxyProblem.LOGIN_UNSUPPORTED, "the SOCKS proxy takes no user and password")
          : refused(ProxyProblem.LOGIN_NEEDED, "the SOCKS proxy wants a login");
    }
    if (method == NO_LOGIN && !login) {
      return askNow();
    }
    if (method == WITH_LOGIN && login) {
      return logIn(proxy.login().get());
    }
    return refused(
        ProxyProblem.NOT_A_PROXY,
        "the SOCKS proxy chose a login method that was not offered: " + (method & 0xff));
  }

  private ProxyStep logIn(ProxyLogin login) {
    byte[] user = login.userBytes();
    byte[] password = login.password().toArray();
    if (user.length > LONGEST_WORD || password.length > LONGEST_WORD) {
      Arrays.fill(password, (byte) 0);
      return refused(
          ProxyProblem.LOGIN_REFUSED,
          "SOCKS takes user names and passwords of at most 255 bytes, this login has more");
    }
    stage = Stage.LOGIN;
    byte[] said =
        ByteBuffer.allocate(3 + user.length + password.length)
            .put((byte) 1)
            .put((byte) user.length)
            .put(user)
            .put((byte) password.length)
            .put(password)
            .array();
    ProxyStep step = say(said);
    Arrays.fill(said, (byte) 0);
    Arrays.fill(password, (byte) 0);
    return step;
  }

  /** RFC 1929 says version 1; some proxies write 5, and OpenVPN knows only those. */
  private ProxyStep onLogin(ByteBuffer in) {
    if (in.remaining() < 2) {
      return new ProxyStep.Listen();
    }
    byte version = in.get();
    byte status = in.get();
    if (version != 1 && version != VERSION) {
      return refused(
          ProxyProblem.NOT_A_PROXY,
          "the SOCKS proxy's answer to the login has the version " + (version & 0xff));
    }
    return status == 0
        ? askNow()
        : refused(ProxyProblem.LOGIN_REFUSED, "the SOCKS proxy refused the login");
  }

  private ProxyStep askNow() {
    stage = Stage.REQUEST;
    return new ProxyStep.Say(request);
  }

  private ProxyStep onAnswer(ByteBuffer in) {
    int start = in.position();
    // An answer of failure may end after its second byte.
    if (in.remaining() >= 2 && in.get(start) == VERSION && in.get(start + 1) != 0) {
      return failure(in.get(start + 1) & 0xff);
    }
    int length = answerLength(in);
    if (length < 0) {
      return refused(
          ProxyProblem.NOT_A_PROXY, "the SOCKS proxy's answer to the request makes no sense");
    }
    if (length == 0 || in.remaining() < length) {
      return new ProxyStep.Listen();
    }
    byte kind = in.get(start + 3);
    byte[] host = new byte[length - 6];
    in.position(start + 4).get(host);
    int port = in.getShort() & 0xffff;
    if (!datagrams) {
      return new ProxyStep.Open(Optional.empty());
    }
    if (kind != IPV4 || port == 0) {
      return refused(
          ProxyProblem.UNSUPPORTED, "the SOCKS proxy's relay for datagrams has no IPv4 address");
    }
    return new ProxyStep.Open(Optional.of(new InetSocketAddress(address(host), port)));
  }

  /** Bytes of the whole answer; 0 when that cannot be told yet, -1 when it is none. */
  private static int answerLength(ByteBuffer in) {
    int start = in.position();
    if (in.remaining() >= 1 && in.get(start) != VERSION) {
      return -1;
    }
    if (in.remaining() < 5) {
      return 0;
    }
    return switch (in.get(start + 3)) {
      case IPV4 -> 4 + 4 + 2;
      case IPV6 -> 4 + 16 + 2;
      case NAME -> 4 + 1 + (in.get(start + 4) & 0xff) + 2;
      default -> -1;
    };
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  private ProxyStep failure(int code) {
    String said = "the SOCKS proxy answered " + code + ": ";
    return switch (code) {
      case 2 -> refused(ProxyProblem.FORBIDDEN, said + "not allowed by its rules");
      case 3 -> refused(ProxyProblem.UNREACHABLE, said + "network unreachable");
      case 4 -> refused(ProxyProblem.UNREACHABLE, said + "host unreachable");
      case 5 -> refused(ProxyProblem.UNREACHABLE, said + "connection refused");
      case 6 -> refused(ProxyProblem.UNREACHABLE, said + "time to live expired");
      case 7 ->
          refused(
              ProxyProblem.UNSUPPORTED,
              said + (datagrams ? "it relays no datagrams" : "it makes no connections"));
      case 8 -> refused(ProxyProblem.UNSUPPORTED, said + "kind of address not supported");
      default -> refused(ProxyProblem.UNREACHABLE, said + "failed");
    };
  }

  private static ProxyStep say(byte... bytes) {
    return new ProxyStep.Say(Secret.copyOf(bytes));
  }

  private static ProxyStep refused(ProxyProblem problem, String reason) {
    return new ProxyStep.Refused(new ProxyRefused(problem, reason));
  }
}
