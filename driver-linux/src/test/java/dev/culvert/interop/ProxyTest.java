// SPDX-License-Identifier: Apache-2.0
package dev.culvert.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A stock server behind a proxy on the router. Needs root on Linux, /dev/net/tun and openvpn, ip,
 * ping, openssl, env.
 */
@Tag("interop")
final class ProxyTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String READY = "Initialization Sequence Completed";
  private static final String PROXY = Namespaces.CLIENT_GATEWAY;

  @RegisterExtension final Rig rig = new Rig();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "open           |",
        "basic          | login.txt basic",
        "basic          | auto",
        "MD5            | auto",
        "MD5-sess       | auto",
        "SHA-256        | auto-nct",
      })
  void connectsThroughAnHttpProxy(String rule, String words) {
    if (rule.startsWith("SHA-256") || rule.endsWith("-sess")) {
      Subject.onlyCulvert("2.6.14 proves MD5 alone as RFC 7616 says, observed with this proxy");
    }
    Program server = OpenVpnServer.start(rig, OpenVpnServer.config(Pki.Kind.EC, "proto tcp"));
    Program proxy = ProxyProgram.start(rig, "http", 8080, rule);
    rig.write("login.txt", "me\nsecret\n");
    String login =
        words != null && words.startsWith("auto")
            ? "<http-proxy-user-pass>\nme\nsecret\n</http-proxy-user-pass>"
            : "";
    Program subject =
        rig.subject(
            tcp(
                "http-proxy " + PROXY + " 8080 " + (words == null ? "" : words),
                login,
                "http-proxy-option AGENT Culvert-Test",
                "http-proxy-option CUSTOM-HEADER X-Tenant seven"));

    subject.log.await(READY, SOON);
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);
    proxy.log.await("connected to 10.77.2.2:1194", SOON);
    proxy.log.await("header User-Agent: Culvert-Test", SOON);
    proxy.log.await("header X-Tenant: seven", SOON);
    server.log.await("10.77.2.1:\\d+ ", SOON);
    assertThat(proxy.log.count("BROKEN")).isZero();
  }

  @ParameterizedTest
  @CsvSource({"open,", "login,login.txt", "login-5,login.txt"})
  void connectsThroughASocksProxyOverTcp(String rule, String authfile) {
    OpenVpnServer.start(rig, OpenVpnServer.config(Pki.Kind.EC, "proto tcp"));
    Program proxy = ProxyProgram.start(rig, "socks", 1080, rule);
    rig.write("login.txt", "me\nsecret\n");
    Program subject =
        rig.subject(tcp("socks-proxy " + PROXY + " 1080 " + (authfile == null ? "" : authfile)));

    subject.log.await(READY, SOON);
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);
    proxy.log.await("connected to 10.77.2.2:1194", SOON);
    assertThat(proxy.log.count("BROKEN")).isZero();
  }

  @ParameterizedTest
  @CsvSource({"open,", "login,login.txt"})
  void connectsThroughASocksProxyOverUdp(String rule, String authfile) {
    Program server = OpenVpnServer.start(rig, OpenVpnServer.config(Pki.Kind.EC, "proto udp"));
    Program proxy = ProxyProgram.start(rig, "socks", 1080, rule);
    rig.write("login.txt", "me\nsecret\n");
    Program subject =
        rig.subject(
            ClientProfile.withFiles(
                Pki.Kind.EC,
                "socks-proxy " + PROXY + " 1080 " + (authfile == null ? "" : authfile)));

    subject.log.await(READY, SOON);
    Echo.flows(rig.client(), OpenVpnServer.TUNNEL);
    Echo.losesNothing(rig.client(), OpenVpnServer.TUNNEL, 200);
    server.log.await("10.77.2.1:\\d+ ", SOON);
    subject.signal("TERM");
    subject.awaitExit(SOON);
    proxy.log.await("relay ended", SOON);
    assertThat(proxy.log.count("BROKEN")).isZero();
  }

  /** The proxy's address stays outside the tunnel, though it is not the peer's. */
  @ParameterizedTest
  @CsvSource({"tcp", "udp"})
  void aRedirectedGatewayLeavesTheWayToTheProxyOpen(String proto) {
    OpenVpnServer.start(
        rig, OpenVpnServer.config(Pki.Kind.EC, "proto " + proto, "push \"redirect-gateway def1\""));
    ProxyProgram.start(rig, "socks", 1080, "open");
    Program subject =
        rig.subject(
            ClientProfile.withFiles(Pki.Kind.EC, "socks-proxy " + Namespaces.SERVER_GATEWAY)
                .replace("proto udp\n", "proto " + proto + "\n"));

    subject.log.await(READY, SOON);
    Echo.losesNothing(rig.client(), OpenVpnServer.TUNNEL, 50);
    assertThat(rig.client().ip("route show")).contains("10.77.2.1 via 10.77.1.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http  | deny  | http-proxy 10.77.1.1 8080               | 403 Forbidden by policy",
        "http  | ntlm  | http-proxy 10.77.1.1 8080 auto          | NTLM rests on MD4 and DES",
        "http  | MD5   | http-proxy 10.77.1.1 8080               | it wants Digest",
        "http  | basic | http-proxy 10.77.1.1 8080 wrong.txt basic | check the user name",
        "http  | MD5   | http-proxy 10.77.1.1 8080 wrong.txt auto  | check the user name",
        "http  | basic | http-proxy 10.77.1.1 8080 auto-nct      | auto-nct forbids",
        "http  | open  | socks-proxy 10.77.1.1 8080              | Server poll timeout",
        "socks | open  | http-proxy 10.77.1.1 8080               | ended the connection",
        "socks | deny  | socks-proxy 10.77.1.1 8080              | not allowed by its rules",
        "socks | login | socks-proxy 10.77.1.1 8080              | the SOCKS proxy wants a login",
        "socks | login | socks-proxy 10.77.1.1 8080 wrong.txt    | refused the login",
        "socks | open  | socks-proxy 10.77.1.1 8080 wrong.txt    | takes no user and password",
        "none  | none  | http-proxy 10.77.1.1 8080               | Connection refused"
      })
  void everyRefusalIsSaidWithItsReason(String kind, String rule, String line, String expected) {
    Subject.onlyCulvert("the sentences are Culvert's");
    if (!kind.equals("none")) {
      ProxyProgram.start(rig, kind, 8080, rule);
    }
    rig.write("wrong.txt", "me\nwrong\n");
    String login =
        line.contains(" auto")
            ? "<http-proxy-user-pass>\nme\n"
                + (line.contains("wrong") ? "wrong" : "secret")
                + "\n</http-proxy-user-pass>"
            : "";
    Program subject =
        rig.subject(
            tcp(
                line.replace("wrong.txt auto", "auto"),
                login,
                "connect-retry-max 1",
                "server-poll-timeout 4"));

    subject.log.await(expected, SOON);
    assertThat(subject.awaitExit(SOON)).isEqualTo(1);
    assertThat(subject.log.count(READY)).isZero();
    assertThat(subject.log.count("secret|wrong$")).as("passwords in the log").isZero();
  }

  @ParameterizedTest
  @CsvSource({"no-udp,it relays no datagrams", "deny,it relays no datagrams"})
  void aProxyWithoutDatagramsSaysSo(String rule, String expected) {
    Subject.onlyCulvert("the sentences are Culvert's");
    ProxyProgram.start(rig, "socks", 1080, rule);
    Program subject =
        rig.subject(
            ClientProfile.withFiles(Pki.Kind.EC, "socks-proxy " + PROXY, "connect-retry-max 1"));

    subject.log.await(expected, SOON);
    assertThat(subject.awaitExit(SOON)).isEqualTo(1);
  }

  private static String tcp(String... lines) {
    return ClientProfile.withFiles(Pki.Kind.EC, lines).replace("proto udp\n", "proto tcp\n");
  }
}
