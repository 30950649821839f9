// SPDX-License-Identifier: Apache-2.0
package dev.culvert.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.bytes.Secret;
import dev.culvert.client.LoginQuestion.Part;
import dev.culvert.event.Advance;
import dev.culvert.event.DisconnectCause.AuthChallenge;
import dev.culvert.event.DisconnectCause.AuthFailed;
import dev.culvert.event.DisconnectCause.AuthRefusedForNow;
import dev.culvert.event.DisconnectCause.AuthSessionExpired;
import dev.culvert.event.DisconnectCause.ServerRestart;
import dev.culvert.event.Retry;
import dev.culvert.keys.UserPass;
import dev.culvert.negotiate.AuthToken;
import dev.culvert.profile.LoginOptions;
import dev.culvert.profile.LoginOptions.AuthRetry;
import dev.culvert.profile.LoginOptions.StaticChallenge;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is sent as user name and password, and what a refusal leads to. */
final class LoginTest {
  private final List<Secret> given = new ArrayList<>();
  private int wanted;

  @Test
  void whatTheProfileHasIsSentAndNobodyIsAsked() {
    Login login = login(held(AuthRetry.NONE));
    assertThat(login.question()).isEmpty();
    assertThat(sent(login)).isEqualTo("alice/first-pw");
    assertThat(sent(login)).isEqualTo("alice/first-pw");
  }

  @Test
  void whatIsTypedIsSentAndKeptUnlessItMayNotBe() {
    Login kept = login(asked(false, Optional.empty()));
    answer(kept, "alice", "typed-pw");
    assertThat(sent(kept)).isEqualTo("alice/typed-pw");
    assertThat(sent(kept)).isEqualTo("alice/typed-pw");
    assertThat(given).allMatch(Secret::isZero);

    Login forgotten = login(asked(true, Optional.empty()));
    answer(forgotten, "alice", "typed-pw");
    assertThat(sent(forgotten)).isEqualTo("alice/typed-pw");
    assertThat(forgotten.current()).isEmpty();
    assertThat(wanted).isEqualTo(1);
    answer(forgotten, "alice", "again");
    assertThat(sent(forgotten)).isEqualTo("alice/again");
  }

  @Test
  void aStaticChallengeGoesWithThePassword() {
    Login scrv1 = login(asked(false, Optional.of(new StaticChallenge("Enter PIN", true, false))));
    assertThat(scrv1.question().orElseThrow().fields())
        .extracting(LoginQuestion.Field::part)
        .containsExactly(Part.USER, Part.PASSWORD, Part.RESPONSE);
    answer(scrv1, "alice", "pw", "1234");
    assertThat(sent(scrv1)).isEqualTo("alice/SCRV1:cHc=:MTIzNA==");

    Login concatenated = login(asked(false, Optional.of(new StaticChallenge("PIN", false, true))));
    answer(concatenated, "alice", "pw", "1234");
    assertThat(sent(concatenated)).isEqualTo("alice/pw1234");
  }

  @Test
  void aDynamicChallengeIsAnsweredOnceAndThenTheLoginCountsAgain() {
    Login login = login(held(AuthRetry.NONE));
    sent(login);
    Login.Next next =
        login.after(new AuthChallenge(true, true, "Om01U1RBVEVJRA==", "alice", "Enter code"));
    assertThat(next).isEqualTo(new Login.Next(Retry.AT_ONCE, Duration.ZERO, Advance.NO));
    assertThat(login.question().orElseThrow().text()).isEqualTo("Enter code");
    answer(login, "654321");
    assertThat(sent(login)).isEqualTo("alice/CRV1::Om01U1RBVEVJRA==::654321");
    assertThat(sent(login)).isEqualTo("alice/first-pw");
  }

  @Test
  void aTokenTakesThePlaceOfTheLoginUntilItIsRefused() {
    Login login = login(asked(true, Optional.empty()));
    answer(login, "alice", "typed-pw");
    sent(login);
    login.onToken(token(Optional.empty(), "SESS_ID_AT_1"));
    assertThat(sent(login)).isEqualTo("alice/SESS_ID_AT_1");
    login.onToken(token(Optional.of("bob"), "SESS_ID_AT_2"));
    login.onToken(token(Optional.empty(), "SESS_ID_AT_3"));
    assertThat(sent(login)).isEqualTo("bob/SESS_ID_AT_3");
    assertThat(login.after(new ServerRestart("[P]x")).retry()).isEqualTo(Retry.NEXT_REMOTE);
    assertThat(sent(login)).isEqualTo("bob/SESS_ID_AT_3");

    assertThat(login.after(new AuthSessionExpired("")))
        .isEqualTo(new Login.Next(Retry.NEXT_REMOTE, Duration.ZERO, Advance.NO));
    assertThat(login.question()).as("the token is gone, so is what was typed").isPresent();
    answer(login, "alice", "new");
    assertThat(sent(login)).isEqualTo("alice/new");
    assertThat(login.after(new AuthFailed("")).retry()).as("no token").isEqualTo(Retry.NEVER);
  }

  @Test
  void authRetryDecidesAfterARefusal() {
    assertThat(login(held(AuthRetry.NONE)).after(new AuthFailed("no")).retry())
        .isEqualTo(Retry.NEVER);
    assertThat(login(held(AuthRetry.NOINTERACT)).after(new AuthFailed("no")))
        .isEqualTo(new Login.Next(Retry.NEXT_REMOTE, Duration.ofSeconds(10), Advance.NO));
    Login interact = login(held(AuthRetry.INTERACT));
    assertThat(interact.after(new AuthFailed("no")).retry()).isEqualTo(Retry.NEXT_REMOTE);
    assertThat(interact.question().orElseThrow().fields()).hasSize(2);
    answer(interact, "carol", "other");
    assertThat(sent(interact)).isEqualTo("carol/other");
  }

  @Test
  void aRefusalForNowSaysWhenAndWhere() {
    Duration three = Duration.ofSeconds(3);
    assertThat(
            login(held(AuthRetry.NONE)).after(new AuthRefusedForNow("busy", three, Advance.REMOTE)))
        .isEqualTo(new Login.Next(Retry.NEXT_REMOTE, three, Advance.REMOTE));
  }

  @Test
  void withoutAuthUserPassNothingIsSentUnlessAToken() {
    Login login =
        login(
            new LoginOptions(
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                AuthRetry.NONE,
                Optional.empty()));
    assertThat(sent(login)).isEqualTo("/");
    login.onToken(token(Optional.of("cert-name"), "SESS_ID_AT_1"));
    assertThat(sent(login)).isEqualTo("cert-name/SESS_ID_AT_1");
  }

  @Test
  void aUserNameAloneGoesWithABlankPassword() {
    Login login =
        login(
            new LoginOptions(
                true,
                Optional.empty(),
                Optional.empty(),
                true,
                false,
                AuthRetry.NONE,
                Optional.empty()));
    answer(login, "alice");
    assertThat(sent(login)).isEqualTo("alice/[[BLANK]]");
  }

  private Login login(LoginOptions options) {
    return new Login(options, () -> wanted++);
  }

  private static LoginOptions held(AuthRetry retry) {
    return new LoginOptions(
        true,
        Optional.of("alice"),
        Optional.of(secret("first-pw")),
        false,
        false,
        retry,
        Optional.empty());
  }

  private static LoginOptions asked(boolean forget, Optional<StaticChallenge> challenge) {
    return new LoginOptions(
        true, Optional.empty(), Optional.empty(), false, forget, AuthRetry.NONE, challenge);
  }

  private void answer(Login login, String... words) {
    List<Secret> answers = Stream.of(words).map(LoginTest::secret).toList();
    given.addAll(answers);
    login.answer(login.question().orElseThrow(), answers);
  }

  private static String sent(Login login) {
    UserPass now = login.current().orElseThrow();
    String text =
        now.username() + "/" + new String(now.password().toArray(), StandardCharsets.UTF_8);
    // As a session does.
    now.password().destroy();
    return text;
  }

  private static AuthToken token(Optional<String> user, String text) {
    return new AuthToken(user, secret(text));
  }

  private static Secret secret(String text) {
    return Secret.copyOf(text.getBytes(StandardCharsets.UTF_8));
  }
}
