// SPDX-License-Identifier: Apache-2.0
package dev.culvert.negotiate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.bytes.Secret;
import dev.culvert.control.ControlMessage;
import dev.culvert.control.ControlMessage.AuthPending;
import dev.culvert.control.ControlMessage.ChallengeResponse;
import dev.culvert.control.ControlMessageCodec;
import dev.culvert.event.Advance;
import dev.culvert.event.DisconnectCause;
import dev.culvert.event.DisconnectCause.AuthChallenge;
import dev.culvert.event.DisconnectCause.AuthFailed;
import dev.culvert.event.DisconnectCause.AuthRefusedForNow;
import dev.culvert.event.DisconnectCause.AuthSessionExpired;
import dev.culvert.event.TunnelEvent.LinkToOpen;
import dev.culvert.event.TunnelEvent.MessageFromServer;
import dev.culvert.event.TunnelEvent.TextChallenge;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Texts that a real server of 2.8 and its clients exchanged, and such as break their form. */
final class LoginMessagesTest {
  private static DisconnectCause refusal(String message) {
    ControlMessage decoded = ControlMessageCodec.decode(message);
    return LoginRefusal.parse(((ControlMessage.AuthFailed) decoded).reason());
  }

  @Test
  void aRefusalIsOneOfFour() {
    assertThat(refusal("AUTH_FAILED")).isEqualTo(new AuthFailed(""));
    assertThat(refusal("AUTH_FAILED,client visible reason"))
        .isEqualTo(new AuthFailed("client visible reason"));
    assertThat(refusal("AUTH_FAILED,SESSION: token expired"))
        .isEqualTo(new AuthSessionExpired(" token expired"));
    assertThat(refusal("AUTH_FAILED,TEMP[backoff 3,advance no]:busy now"))
        .isEqualTo(new AuthRefusedForNow("busy now", Duration.ofSeconds(3), Advance.NO));
    assertThat(refusal("AUTH_FAILED,TEMP:later"))
        .isEqualTo(new AuthRefusedForNow("later", Duration.ZERO, Advance.ADDRESS));
    assertThat(refusal("AUTH_FAILED,TEMP[advance remote]"))
        .isEqualTo(new AuthRefusedForNow("", Duration.ZERO, Advance.REMOTE));
    assertThat(refusal("AUTH_FAILED,CRV1:R,E:Om01U1RBVEVJRA==:YWxpY2U=:Enter one-time code"))
        .isEqualTo(
            new AuthChallenge(true, true, "Om01U1RBVEVJRA==", "alice", "Enter one-time code"));
  }

  @Test
  void brokenFormsAreOrdinaryRefusals() {
    assertThat(refusal("AUTH_FAILED,CRV1:R:state")).isInstanceOf(AuthFailed.class);
    assertThat(refusal("AUTH_FAILED,CRV1:R:s:%%%:text")).isInstanceOf(AuthFailed.class);
    assertThat(refusal("AUTH_FAILED,TEMP[backoff 99999999999]:x"))
        .isEqualTo(new AuthRefusedForNow("x", Duration.ZERO, Advance.ADDRESS));
    assertThat(refusal("AUTH_FAILED,TEMPORARY")).isEqualTo(new AuthFailed("TEMPORARY"));
  }

  @Test
  void aPendingLoginHasALimitOrNone() {
    assertThat(ControlMessageCodec.decode("AUTH_PENDING,timeout 40"))
        .isEqualTo(new AuthPending(Optional.of(Duration.ofSeconds(40))));
    assertThat(ControlMessageCodec.decode("AUTH_PENDING"))
        .isEqualTo(new AuthPending(Optional.empty()));
    assertThat(ControlMessageCodec.decode("AUTH_PENDING,timeout 99999999999"))
        .isEqualTo(new AuthPending(Optional.empty()));
  }

  @Test
  void whatIsAskedWhileALoginIsPending() {
    assertThat(LoginNote.parse("CR_TEXT:R,E:RW50ZXIgdG9rZW4="))
        .isEqualTo(new TextChallenge("RW50ZXIgdG9rZW4=", true, true));
    assertThat(LoginNote.parse("WEB_AUTH:hidden,external:https://auth.vector.test/x?y=1"))
        .isEqualTo(new LinkToOpen("https://auth.vector.test/x?y=1", true));
    assertThat(LoginNote.parse("OPEN_URL:https://auth.vector.test/a:1"))
        .isEqualTo(new LinkToOpen("https://auth.vector.test/a:1", false));
    for (String text : List.of("OPEN_URL:file:///etc/passwd", "WEB_AUTH::cmd:x", "hello", "")) {
      assertThat(LoginNote.parse(text)).isEqualTo(new MessageFromServer(text));
    }
  }

  @Test
  void anAnswerGoesOutAsBase64AndIsNotInTheMessagesText() {
    ChallengeResponse response =
        new ChallengeResponse(Secret.copyOf("123456".getBytes(StandardCharsets.UTF_8)));
    assertThat(ControlMessageCodec.encode(response)).isEqualTo("CR_RESPONSE,MTIzNDU2");
    assertThat(ControlMessageCodec.decode("CR_RESPONSE,MTIzNDU2")).isEqualTo(response);
    assertThat(response.toString()).doesNotContain("123456").doesNotContain("MTIzNDU2");
  }

  @Test
  void aTokenComesWithItsUserOrWithout() {
    AuthToken token =
        AuthToken.in(List.of("ping 10", "auth-token SESS_ID_AT_x", "auth-token-user YWxpY2U="))
            .orElseThrow();
    assertThat(token.user()).contains("alice");
    assertThat(token.token().toArray()).asString().isEqualTo("SESS_ID_AT_x");
    assertThat(token.toString()).doesNotContain("SESS");
    assertThat(AuthToken.in(List.of("auth-token t", "auth-token-user %")).orElseThrow().user())
        .isEmpty();
    assertThat(AuthToken.in(List.of("auth-token-user YWxpY2U="))).isEmpty();
  }
}
