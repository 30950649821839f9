// SPDX-License-Identifier: Apache-2.0
package dev.culvert.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.bytes.Secret;
import dev.culvert.event.DisconnectCause.ProxyRefused;
import dev.culvert.event.ProxyProblem;
import dev.culvert.proxy.HttpRequestOptions.Header;
import dev.culvert.proxy.ProxyServer.HttpMethod;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpConversationTest {
  private static final Optional<ProxyLogin> LOGIN = Optional.of(login("Mufasa", "Circle of Life"));

  @Test
  void theRequestNamesTheTargetAndItsHost() {
    assertThat(said(conversation(HttpMethod.NONE, Optional.empty()).begin()))
        .isEqualTo("CONNECT vpn.example:1194 HTTP/1.0\r\nHost: vpn.example\r\n\r\n");
  }

  @Test
  void optionsChangeVersionAgentAndHeadersAndTheirHostTakesThePlaceOfOurs() {
    HttpRequestOptions options =
        new HttpRequestOptions(
            "1.1",
            Optional.of("Mozilla/5.0"),
            List.of(new Header("X-Tenant", "seven"), new Header("host", "front.example")));
    ProxyServer.Http proxy =
        new ProxyServer.Http("p", 8080, HttpMethod.NONE, Optional.empty(), options);

    assertThat(said(new HttpConversation(proxy, "2001:db8::1", 443, () -> "n").begin()))
        .isEqualTo(
            """
            CONNECT [2001:db8::1]:443 HTTP/1.1
            X-Tenant: seven
            host: front.example
            User-Agent: Mozilla/5.0

            """
                .replace("\n", "\r\n"));
  }

  @Test
  void whatComesBehindTheAnswerBelongsToThePeer() {
    HttpConversation conversation = conversation(HttpMethod.NONE, Optional.empty());
    conversation.begin();
    ByteBuffer in = ByteBuffer.wrap("HTTP/1.1 200 OK\r\nVia: x\r\n\r\n\0\2ab".getBytes(ISO_8859_1));

    assertThat(conversation.onInput(in)).isEqualTo(new ProxyStep.Open(Optional.empty()));
    assertThat(in.remaining()).isEqualTo(4);
  }

  @Test
  void anAnswerMayComeByteByByteAndWithBareLineFeeds() {
    HttpConversation conversation = conversation(HttpMethod.NONE, Optional.empty());
    conversation.begin();
    byte[] answer = "HTTP/1.0 200 Connection established\n\n".getBytes(ISO_8859_1);
    for (int i = 0; i < answer.length - 1; i++) {
      assertThat(conversation.onInput(ByteBuffer.wrap(answer, i, 1)))
          .isInstanceOf(ProxyStep.Listen.class);
    }
    assertThat(conversation.onInput(ByteBuffer.wrap(answer, answer.length - 1, 1)))
        .isInstanceOf(ProxyStep.Open.class);
  }

  @Test
  void basicGoesWithTheFirstRequestAndARefusalIsFinal() {
    HttpConversation conversation = conversation(HttpMethod.BASIC, LOGIN);

    assertThat(said(conversation.begin()))
        .contains("\r\nProxy-Authorization: Basic TXVmYXNhOkNpcmNsZSBvZiBMaWZl\r\n\r\n");
    assertThat(refused(conversation, 407, "Basic realm=\"x\"").problem())
        .isEqualTo(ProxyProblem.LOGIN_REFUSED);
  }

  @Test
  void autoSendsNothingBeforeItIsAskedAndThenWhatIsAsked() {
    HttpConversation conversation = conversation(HttpMethod.AUTO, LOGIN);

    assertThat(said(conversation.begin())).doesNotContain("Authorization");
    assertThat(answer(conversation, 407, "Basic realm=\"x\""))
        .isInstanceOf(ProxyStep.Reconnect.class);
    assertThat(said(conversation.begin())).contains("Basic TXVmYXNhOkNpcmNsZSBvZiBMaWZl");
    assertThat(answer(conversation, 200)).isInstanceOf(ProxyStep.Open.class);
  }

  @Test
  void digestIsPreferredAndAnsweredWithProof() {
    HttpConversation conversation = conversation(HttpMethod.AUTO, LOGIN);
    conversation.begin();
    assertThat(
            answer(
                conversation,
                407,
                "NTLM, Basic realm=\"a, b\"",
                "Digest realm=\"a, b\", nonce=\"abc==\", qop=\"auth-int, auth\","
                    + " algorithm=SHA-256, opaque=\"o\\\"p\""))
        .isInstanceOf(ProxyStep.Reconnect.class);

    assertThat(said(conversation.begin()))
        .contains(
            "Proxy-Authorization: Digest username=\"Mufasa\", realm=\"a, b\", nonce=\"abc==\","
                + " uri=\"vpn.example:1194\", algorithm=SHA-256, qop=auth, nc=00000001,"
                + " cnonce=\"nonce\", response=\"")
        .contains(", opaque=\"o\\\"p\"\r\n");
    assertThat(refused(conversation, 407, "Digest realm=\"a, b\", nonce=\"d\"").problem())
        .isEqualTo(ProxyProblem.LOGIN_REFUSED);
  }

  @Test
  void anOldNonceIsReplacedOnce() {
    HttpConversation conversation = conversation(HttpMethod.AUTO, LOGIN);
    conversation.begin();
    answer(conversation, 407, "Digest realm=\"r\", nonce=\"one\", qop=\"auth\"");
    conversation.begin();
    String stale = "Digest realm=\"r\", nonce=\"two\", qop=\"auth\", stale=TRUE";

    assertThat(answer(conversation, 407, stale)).isInstanceOf(ProxyStep.Reconnect.class);
    assertThat(said(conversation.begin())).contains("nonce=\"two\"");
    assertThat(refused(conversation, 407, stale).problem()).isEqualTo(ProxyProblem.LOGIN_REFUSED);
  }

  @Test
  void clearTextIsForbiddenWhereTheProfileSaysSo() {
    HttpConversation conversation = conversation(HttpMethod.NOT_CLEAR_TEXT, LOGIN);
    conversation.begin();
    ProxyRefused refused = refused(conversation, 407, "Basic realm=\"x\"");

    assertThat(refused.problem()).isEqualTo(ProxyProblem.LOGIN_UNSUPPORTED);
    assertThat(refused.message()).contains("auto-nct forbids");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NTLM",
        "NTLM TlRMTVNTUAACAAAAAAAAADgAAAABAgACASNFZ4mrze8AAAAAAAAAAA==",
        "Negotiate"
      })
  void ntlmIsRefusedWithTheReason(String challenge) {
    HttpConversation conversation = conversation(HttpMethod.AUTO, LOGIN);
    conversation.begin();
    ProxyRefused refused = refused(conversation, 407, challenge);

    assertThat(refused.problem()).isEqualTo(ProxyProblem.LOGIN_UNSUPPORTED);
    assertThat(refused.message()).contains("NTLM rests on MD4 and DES");
    assertThat(refused.remedy()).contains("Basic or Digest");
  }

  @Test
  void withoutALoginTheProxysWishIsTheReason() {
    HttpConversation conversation = conversation(HttpMethod.AUTO, Optional.empty());
    conversation.begin();
    ProxyRefused refused = refused(conversation, 407, "Basic realm=\"x\"", "Digest realm=\"x\"");

    assertThat(refused.problem()).isEqualTo(ProxyProblem.LOGIN_NEEDED);
    assertThat(refused.message()).endsWith("it wants Basic, Digest");
  }

  @ParameterizedTest
  @CsvSource({
    "403,FORBIDDEN",
    "405,FORBIDDEN",
    "502,UNREACHABLE",
    "503,UNREACHABLE",
    "504,UNREACHABLE",
    "500,UNREACHABLE",
    "400,NOT_A_PROXY",
    "301,NOT_A_PROXY"
  })
  void everyOtherAnswerIsARefusal(int status, ProxyProblem problem) {
    HttpConversation conversation = conversation(HttpMethod.NONE, Optional.empty());
    conversation.begin();
    ProxyRefused refused = refused(conversation, status);

    assertThat(refused.problem()).isEqualTo(problem);
    assertThat(refused.message()).isEqualTo("the HTTP proxy answered HTTP/1.1 " + status + " Said");
  }

  @Test
  void whatIsNoHttpIsSaidAtOnceAndWithoutControlCharacters() {
    HttpConversation conversation = conversation(HttpMethod.NONE, Optional.empty());
    conversation.begin();
    ProxyStep step = conversation.onInput(ByteBuffer.wrap("HT\u001b[2J".getBytes(UTF_8)));

    assertThat(((ProxyStep.Refused) step).cause().message())
        .isEqualTo("what answers is no HTTP proxy: HT?");
    assertThat(conversation(HttpMethod.NONE, Optional.empty()).onEnd())
        .isInstanceOf(ProxyStep.Refused.class);
  }

  @Test
  void aHeadWithoutEndIsReadUpToALimit() {
    HttpConversation conversation = conversation(HttpMethod.NONE, Optional.empty());
    conversation.begin();
    byte[] endless = ("HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(5000)).getBytes(ISO_8859_1);
    ByteBuffer in = ByteBuffer.wrap(endless);
    ProxyStep step = conversation.onInput(in);

    assertThat(((ProxyStep.Refused) step).cause().problem()).isEqualTo(ProxyProblem.NOT_A_PROXY);
    assertThat(in.position()).isEqualTo(HttpConversation.LONGEST_HEAD);
  }

  @Test
  void aLoginIsInNoText() {
    ProxyServer.Http proxy =
        new ProxyServer.Http("p", 8080, HttpMethod.BASIC, LOGIN, HttpRequestOptions.DEFAULT);
    ProxyStep said = conversation(HttpMethod.BASIC, LOGIN).begin();

    assertThat(proxy + " " + said).doesNotContain("Mufasa", "Circle", "TXVm");
  }

  /** The examples of RFC 7616 3.9.1, which are for GET, and of RFC 2617 3.5. */
  @ParameterizedTest
  @CsvSource({
    "Circle of Life,http-auth@example.org,7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v,MD5,"
        + "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ,8ca523f5e9506fed4657c9700eebdbec",
    "Circle of Life,http-auth@example.org,7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v,SHA-256,"
        + "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ,"
        + "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
    "Circle Of Life,testrealm@host.com,dcd98b7102dd2f0e8b11d0f600bfb0c093,'',0a4f113b,"
        + "6629fae49393a05397450978507c4ef1"
  })
  void theDigestIsThatOfTheStandards(
      String password, String realm, String nonce, String algorithm, String ours, String proof) {
    DigestChallenge challenge =
        new DigestChallenge(realm, nonce, algorithm, true, Optional.empty(), false);

    assertThat(challenge.answer(login("Mufasa", password), "GET", "/dir/index.html", ours))
        .contains("response=\"" + proof + "\"");
  }

  private static HttpConversation conversation(HttpMethod method, Optional<ProxyLogin> login) {
    return new HttpConversation(
        new ProxyServer.Http("proxy", 8080, method, login, HttpRequestOptions.DEFAULT),
        "vpn.example",
        1194,
        () -> "nonce");
  }

  static ProxyLogin login(String user, String password) {
    return new ProxyLogin(user, Secret.copyOf(password.getBytes(UTF_8)));
  }

  private static String said(ProxyStep step) {
    return new String(((ProxyStep.Say) step).bytes().toArray(), UTF_8);
  }

  private static ProxyStep answer(HttpConversation conversation, int status, String... wishes) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Said\r\n");
    for (String wish : wishes) {
      head.append("Proxy-Authenticate: ").append(wish).append("\r\n");
    }
    return conversation.onInput(ByteBuffer.wrap((head + "\r\n").getBytes(ISO_8859_1)));
  }

  private static ProxyRefused refused(HttpConversation conversation, int status, String... wishes) {
    return ((ProxyStep.Refused) answer(conversation, status, wishes)).cause();
  }
}
