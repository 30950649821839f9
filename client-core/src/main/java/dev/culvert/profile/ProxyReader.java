// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import dev.culvert.bytes.Secret;
import dev.culvert.driver.Transport;
import dev.culvert.proxy.HttpRequestOptions;
import dev.culvert.proxy.HttpRequestOptions.Header;
import dev.culvert.proxy.ProxyLogin;
import dev.culvert.proxy.ProxyServer;
import dev.culvert.proxy.ProxyServer.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code http-proxy}, {@code socks-proxy} and what belongs to them (openvpn-config 3). */
final class ProxyReader {
  private static final int DEFAULT_SOCKS_PORT = 1080;

  /** Index of the word that names a file with a login, or says where the login comes from. */
  static final int AUTHFILE = 2;

  private static final int METHOD = 3;

  private final Settings settings;

  private ProxyReader(Settings settings) {
    this.settings = settings;
  }

  /**
   * Reads the proxy.
   *
   * @param transports of the remotes that it stands before
   */
  static Optional<ProxyServer> read(Settings settings, List<Transport> transports)
      throws ProfileException {
    Optional<Setting> http = settings.last(Directive.HTTP_PROXY);
    Optional<Setting> socks = settings.last(Directive.SOCKS_PROXY);
    if (http.isPresent() && socks.isPresent()) {
      throw error(socks.get(), "http-proxy and socks-proxy cannot be used together");
    }
    if (http.isPresent() && transports.stream().anyMatch(t -> t != Transport.TCP_CLIENT)) {
      throw error(http.get(), "proto tcp-client expected with an HTTP proxy, another found");
    }
    if (socks.isPresent() && transports.contains(Transport.TCP_SERVER)) {
      throw error(socks.get(), "proto udp or tcp-client expected with a proxy, tcp-server found");
    }
    ProxyReader reader = new ProxyReader(settings);
    if (http.isPresent()) {
      return Optional.of(reader.http(http.get()));
    }
    return socks.isPresent() ? Optional.of(socks(socks.get())) : Optional.empty();
  }

  /** The file that a line names for its login; empty when that word says something else. */
  static Optional<String> authfile(Directive directive, List<String> args) {
    if (args.size() <= AUTHFILE) {
      return Optional.empty();
    }
    String word = args.get(AUTHFILE);
    boolean named =
        directive == Directive.SOCKS_PROXY
            || (directive == Directive.HTTP_PROXY && !word.startsWith("auto"));
    // The block beside it has the login then.
    return named && !word.equals("[inline]") ? Optional.of(word) : Optional.empty();
  }

  private ProxyServer http(Setting line) throws ProfileException {
    Optional<ProxyLogin> login = login(line);
    Optional<Setting> own = settings.last(Directive.HTTP_PROXY_USER_PASS);
    if (own.isPresent()) {
      login = login(own.get());
    }
    return new ProxyServer.Http(
        line.arg(0, ""), Values.port(line, 1), method(line, login.isPresent()), login, options());
  }

  private static HttpMethod method(Setting line, boolean login) throws ProfileException {
    boolean auto = line.arg(AUTHFILE, "").equals("auto");
    String word = line.arg(METHOD, auto || login ? "auto" : "none");
    if (line.arg(AUTHFILE, "").equals("auto-nct")) {
      word = "auto-nct";
    }
    return switch (word) {
      case "none" -> HttpMethod.NONE;
      case "basic" -> HttpMethod.BASIC;
      case "auto" -> HttpMethod.AUTO;
      case "auto-nct" -> HttpMethod.NOT_CLEAR_TEXT;
      case "ntlm", "ntlm2" ->
          throw error(line, word + " is not spoken: it rests on MD4 and DES; use basic or auto");
      default -> throw ProfileException.value(line, "method", word, "one of none, basic, auto");
    };
  }

  private HttpRequestOptions options() throws ProfileException {
    String version = HttpRequestOptions.DEFAULT.version();
    Optional<String> agent = Optional.empty();
    List<Header> headers = new ArrayList<>();
    for (Setting option : settings.each(Directive.HTTP_PROXY_OPTION)) {
      String value = option.arg(1, "");
      switch (option.arg(0, "")) {
        case "VERSION" -> version = Values.oneOf(option, 1, List.of("1.0", "1.1"));
        case "AGENT" -> agent = Optional.of(oneLine(option, value));
        case "CUSTOM-HEADER" ->
            headers.add(new Header(headerName(option, value), oneLine(option, option.arg(2, ""))));
        default ->
            throw ProfileException.value(
                option, "option", option.arg(0, ""), "one of VERSION, AGENT, CUSTOM-HEADER");
      }
    }
    return new HttpRequestOptions(version, agent, headers);
  }

  private static String headerName(Setting option, String word) throws ProfileException {
    if (word.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
      return word;
    }
    throw ProfileException.value(option, "header", word, "a header's name");
  }

  /** A line break would let a value say more than one line. */
  private static String oneLine(Setting option, String value) throws ProfileException {
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw error(option, "text without control characters expected, found some");
    }
    return value;
  }

  private static ProxyServer socks(Setting line) throws ProfileException {
    int port = line.args().size() > 1 ? Values.port(line, 1) : DEFAULT_SOCKS_PORT;
    return new ProxyServer.Socks(line.arg(0, ""), port, login(line));
  }

  /** Two lines: the user and the password. */
  private static Optional<ProxyLogin> login(Setting setting) throws ProfileException {
    String content = setting.content();
    if (content == null) {
      return Optional.empty();
    }
    List<String> lines = content.lines().toList();
    if (lines.size() < 2 || lines.get(0).isEmpty()) {
      throw error(setting, "a user name and, on the next line, a password expected, not found");
    }
    byte[] password = lines.get(1).getBytes(StandardCharsets.UTF_8);
    return Optional.of(new ProxyLogin(lines.get(0), Secret.copyOf(password)));
  }

  private static ProfileException error(Setting setting, String reason) {
    return new ProfileException(setting.source(), setting.name(), reason);
  }
}
