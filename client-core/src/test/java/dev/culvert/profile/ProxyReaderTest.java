// SPDX-License-Identifier: Apache-2.0
package dev.culvert.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.bytes.Secret;
import dev.culvert.proxy.HttpRequestOptions;
import dev.culvert.proxy.HttpRequestOptions.Header;
import dev.culvert.proxy.ProxyLogin;
import dev.culvert.proxy.ProxyServer;
import dev.culvert.proxy.ProxyServer.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyReaderTest {
  private static final Optional<ProxyLogin> LOGIN =
      Optional.of(
          new ProxyLogin("me", Secret.copyOf("pass word".getBytes(StandardCharsets.UTF_8))));

  @ParameterizedTest
  @CsvSource({
    "http-proxy p 8080,NONE,false",
    "http-proxy p 8080 auto,AUTO,false",
    "http-proxy p 8080 auto-nct,NOT_CLEAR_TEXT,false",
    "http-proxy p 8080 login,AUTO,true",
    "http-proxy p 8080 login basic,BASIC,true",
    "http-proxy p 8080 login none,NONE,true"
  })
  void theWordsOfHttpProxySayHowALoginGoes(String line, HttpMethod method, boolean login)
      throws ProfileException {
    assertThat(proxy("proto tcp\n" + line))
        .isEqualTo(
            new ProxyServer.Http(
                "p", 8080, method, login ? LOGIN : Optional.empty(), HttpRequestOptions.DEFAULT));
  }

  @Test
  void anInlineLoginIsForTheProxysWish() throws ProfileException {
    ProxyServer proxy =
        proxy(
            "proto tcp\nhttp-proxy p 8080\n<http-proxy-user-pass>\nme\npass word\n"
                + "</http-proxy-user-pass>");

    assertThat(proxy.login()).isEqualTo(LOGIN);
    assertThat(((ProxyServer.Http) proxy).method()).isEqualTo(HttpMethod.AUTO);
  }

  @Test
  void optionsOfTheRequestAreCollected() throws ProfileException {
    ProxyServer proxy =
        proxy(
            """
            proto tcp
            http-proxy p 8080
            http-proxy-option VERSION 1.1
            http-proxy-option AGENT "a b"
            http-proxy-option CUSTOM-HEADER X-One 1
            http-proxy-option CUSTOM-HEADER X-Two "2 3"
            """);

    assertThat(((ProxyServer.Http) proxy).options())
        .isEqualTo(
            new HttpRequestOptions(
                "1.1",
                Optional.of("a b"),
                List.of(new Header("X-One", "1"), new Header("X-Two", "2 3"))));
  }

  @Test
  void socksHasAPortOfItsOwnAndAFileForTheLogin() throws ProfileException {
    assertThat(proxy("socks-proxy p"))
        .isEqualTo(new ProxyServer.Socks("p", 1080, Optional.empty()));
    assertThat(proxy("proto tcp\nsocks-proxy p 99 login"))
        .isEqualTo(new ProxyServer.Socks("p", 99, LOGIN));
  }

  @Test
  void aTcpClientBehindAProxyBindsNothing() throws ProfileException {
    Profile profile = read("tls-client", "proto tcp-client\nremote h\nhttp-proxy p 8080");

    assertThat(profile.link().localPort()).isEqualTo(OptionalInt.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http-proxy p 8080 | p.ovpn:3: http-proxy: proto tcp-client expected",
        "proto tcp\\nhttp-proxy p 8080\\nsocks-proxy p | cannot be used together",
        "proto tcp\\nhttp-proxy p 70000 | port \"70000\" is not in 1..65535",
        "proto tcp\\nhttp-proxy p 8080 login ntlm2 | ntlm2 is not spoken: it rests on MD4",
        "proto tcp\\nhttp-proxy p 8080 login digest | \"digest\" is not one of none, basic, auto",
        "proto tcp\\nhttp-proxy p 8080 missing | file \"missing\" cannot be read",
        "proto tcp\\nhttp-proxy p 8080 half | a user name and, on the next line, a password",
        "proto tcp\\nhttp-proxy p 80\\nhttp-proxy-option VERSION 2 | is not one of 1.0, 1.1",
        "proto tcp\\nhttp-proxy p 80\\nhttp-proxy-option CUSTOM-HEADER a:b c | a header's name",
        "proto tcp\\nhttp-proxy p 80\\nhttp-proxy-option COLOUR red | VERSION, AGENT, CUSTOM-HEADER"
      })
  void whatMakesNoSenseIsSaidWithItsLine(String lines, String expected) {
    assertThatThrownBy(() -> proxy(lines.replace("\\n", "\n")))
        .isInstanceOf(ProfileException.class)
        .hasMessageContaining(expected);
  }

  @Test
  void familiesComeFromTheWordOfProtoAndOfRemote() throws ProfileException {
    Profile profile =
        read("client", "proto udp6\nremote a\nremote b 1194 tcp4-client\nremote c 1 udp");

    assertThat(profile.link().family()).isEqualTo(Family.IPV6);
    assertThat(profile.link().remotes())
        .extracting(Remote::family)
        .containsExactly(Family.IPV6, Family.IPV4, Family.ANY);
  }

  @Test
  void bindMayBeForIpv6OnlyAndTcpHasNoPingTimeoutOfItsOwn() throws ProfileException {
    assertThat(read("tls-server", "bind ipv6only").link().ipv6Only()).isTrue();
    assertThat(read("tls-server", "bind").link().ipv6Only()).isFalse();
    assertThatThrownBy(() -> read("tls-server", "bind ipv4only"))
        .hasMessageContaining("\"ipv4only\" is not one of ipv6only");
    assertThat(read("client", "proto tcp\nremote h").link().pingTimeout()).isZero();
    assertThat(read("client", "proto udp\nremote h").link().pingTimeout())
        .isEqualTo(Duration.ofMinutes(2));
  }

  private static ProxyServer proxy(String lines) throws ProfileException {
    return read("client", "remote h\n" + lines).link().remotes().getFirst().proxy().orElseThrow();
  }

  private static Profile read(String mode, String lines) throws ProfileException {
    return new ProfileReader(
            (directory, name) ->
                switch (name) {
                  case "login" -> "me\npass word\n";
                  case "half" -> "me\n";
                  case "missing" -> throw new java.io.IOException("no such file");
                  default -> name;
                })
        .read("p.ovpn", mode + "\n" + lines + "\nca c\ncert c\nkey k\n");
  }
}
