// SPDX-License-Identifier: Apache-2.0
package dev.culvert.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.event.DisconnectCause.ProxyRefused;
import dev.culvert.event.ProxyProblem;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocksConversationTest {
  private static final Optional<ProxyLogin> LOGIN =
      Optional.of(HttpConversationTest.login("me", "pw"));

  @ParameterizedTest
  @CsvSource({
    "vpn.example,05010003" + "0b76706e2e6578616d706c65" + "04aa",
    "192.0.2.7,05010001" + "c0000207" + "04aa",
    "2001:db8::7,05010004" + "20010db8000000000000000000000007" + "04aa"
  })
  void aConnectionIsAskedForByNameOrByAddress(String host, String request) {
    SocksConversation conversation = connect(Optional.empty(), host);

    assertThat(said(conversation.begin())).isEqualTo("050100");
    assertThat(said(hear(conversation, "0500"))).isEqualTo(request);
    ByteBuffer in = bytes("05000001" + "0a000001" + "1f90" + "beef");
    assertThat(conversation.onInput(in)).isEqualTo(new ProxyStep.Open(Optional.empty()));
    assertThat(in.remaining()).as("of the peer").isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"0100", "0500"})
  void aLoginIsTheOneMethodOfferedAndBothVersionsOfItsAnswerCount(String answer) {
    SocksConversation conversation = connect(LOGIN, "192.0.2.7");

    assertThat(said(conversation.begin())).isEqualTo("050102");
    assertThat(said(hear(conversation, "0502"))).isEqualTo("01026d65027077");
    assertThat(said(hear(conversation, answer))).startsWith("05010001");
    assertThat(hear(conversation, "05000003" + "0161" + "0000")).isInstanceOf(ProxyStep.Open.class);
  }

  @Test
  void anAnswerMayComeByteByByte() {
    SocksConversation conversation = connect(LOGIN, "192.0.2.7");
    conversation.begin();
    for (String answer :
        new String[] {"0502", "0100", "05000004" + "20010db8000000000000000000000001" + "0050"}) {
      ByteBuffer all = bytes(answer);
      for (int end = 1; end < all.capacity(); end++) {
        ByteBuffer some = all.duplicate().limit(end);
        assertThat(conversation.onInput(some)).isInstanceOf(ProxyStep.Listen.class);
        assertThat(some.position()).isZero();
      }
      assertThat(conversation.onInput(all)).isNotInstanceOf(ProxyStep.Listen.class);
    }
  }

  @Test
  void aRelayForDatagramsIsNamedByTheProxy() {
    SocksConversation conversation = associate();
    conversation.begin();

    assertThat(said(hear(conversation, "0500"))).isEqualTo("05030001000000000000");
    assertThat(hear(conversation, "05000001" + "c0000209" + "d431"))
        .isEqualTo(
            new ProxyStep.Open(
                Optional.of(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.9"), 0xd431))));
  }

  @Test
  void aRelayWithoutAnIpv4AddressIsOfNoUse() {
    SocksConversation conversation = associate();
    conversation.begin();
    hear(conversation, "0500");

    assertThat(refused(conversation, "05000004" + "00".repeat(16) + "d431").problem())
        .isEqualTo(ProxyProblem.UNSUPPORTED);
  }

  @ParameterizedTest
  @CsvSource({
    "1,UNREACHABLE",
    "2,FORBIDDEN",
    "3,UNREACHABLE",
    "4,UNREACHABLE",
    "5,UNREACHABLE",
    "6,UNREACHABLE",
    "7,UNSUPPORTED",
    "8,UNSUPPORTED",
    "99,UNREACHABLE"
  })
  void everyFailureIsACauseWithItsNumber(int code, ProxyProblem problem) {
    SocksConversation conversation = connect(Optional.empty(), "192.0.2.7");
    conversation.begin();
    hear(conversation, "0500");
    ProxyRefused refused = refused(conversation, "05%02x".formatted(code));

    assertThat(refused.problem()).isEqualTo(problem);
    assertThat(refused.message()).startsWith("the SOCKS proxy answered " + code + ": ");
    assertThat(refused.remedy()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "false,05ff,LOGIN_NEEDED",
    "true,05ff,LOGIN_UNSUPPORTED",
    "false,0502,NOT_A_PROXY",
    "true,0500,NOT_A_PROXY",
    "false,0400,NOT_A_PROXY",
    "false,4854,NOT_A_PROXY"
  })
  void anAnswerToTheGreetingThatDoesNotFitIsRefused(
      boolean login, String answer, ProxyProblem problem) {
    SocksConversation conversation = connect(login ? LOGIN : Optional.empty(), "192.0.2.7");
    conversation.begin();

    assertThat(refused(conversation, answer).problem()).isEqualTo(problem);
  }

  @Test
  void aRefusedLoginAndASilentEndAreCausesToo() {
    SocksConversation conversation = connect(LOGIN, "192.0.2.7");
    conversation.begin();
    hear(conversation, "0502");
    assertThat(refused(conversation, "0101").problem()).isEqualTo(ProxyProblem.LOGIN_REFUSED);

    SocksConversation ended = connect(LOGIN, "192.0.2.7");
    ended.begin();
    assertThat(((ProxyStep.Refused) ended.onEnd()).cause().problem())
        .isEqualTo(ProxyProblem.NOT_A_PROXY);
    ended = connect(LOGIN, "192.0.2.7");
    ended.begin();
    hear(ended, "0502");
    assertThat(((ProxyStep.Refused) ended.onEnd()).cause().problem())
        .isEqualTo(ProxyProblem.LOGIN_REFUSED);
  }

  @Test
  void aLoginThatDoesNotFitIsRefusedBeforeItIsSent() {
    SocksConversation conversation =
        connect(Optional.of(HttpConversationTest.login("me", "x".repeat(256))), "192.0.2.7");
    conversation.begin();

    assertThat(refused(conversation, "0502").problem()).isEqualTo(ProxyProblem.LOGIN_REFUSED);
  }

  @Test
  void aDatagramIsTakenFromThePeerAloneAndWhole() {
    byte[] ours = SocksDatagram.to(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.7"), 1194));

    assertThat(HexFormat.of().formatHex(ours)).isEqualTo("00000001c000020704aa");
    assertThat(SocksDatagram.isFrom(ours.clone(), ours)).isTrue();
    for (int i = 0; i < ours.length; i++) {
      byte[] other = ours.clone();
      other[i] ^= 1;
      assertThat(SocksDatagram.isFrom(other, ours)).as("byte %d", i).isFalse();
    }
  }

  private static SocksConversation connect(Optional<ProxyLogin> login, String host) {
    return new SocksConversation(
        new ProxyServer.Socks("proxy", 1080, login),
        SocksConversation.connectTo(host, 1194),
        false);
  }

  private static SocksConversation associate() {
    return new SocksConversation(
        new ProxyServer.Socks("proxy", 1080, Optional.empty()),
        SocksConversation.associate(),
        true);
  }

  private static ProxyStep hear(SocksConversation conversation, String hex) {
    return conversation.onInput(bytes(hex));
  }

  private static ProxyRefused refused(SocksConversation conversation, String hex) {
    return ((ProxyStep.Refused) hear(conversation, hex)).cause();
  }

  private static ByteBuffer bytes(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
  }

  private static String said(ProxyStep step) {
    return HexFormat.of().formatHex(((ProxyStep.Say) step).bytes().toArray());
  }
}
