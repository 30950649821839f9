// SPDX-License-Identifier: Apache-2.0
package dev.culvert.client;

import dev.culvert.bytes.Secret;
import dev.culvert.client.LoginQuestion.Field;
import dev.culvert.client.LoginQuestion.Kind;
import dev.culvert.client.LoginQuestion.Part;
import dev.culvert.event.Advance;
import dev.culvert.event.DisconnectCause;
import dev.culvert.event.DisconnectCause.AuthChallenge;
import dev.culvert.event.DisconnectCause.AuthFailed;
import dev.culvert.event.DisconnectCause.AuthRefusedForNow;
import dev.culvert.event.DisconnectCause.AuthSessionExpired;
import dev.culvert.event.Retry;
import dev.culvert.keys.UserPass;
import dev.culvert.negotiate.AuthToken;
import dev.culvert.profile.LoginOptions;
import dev.culvert.profile.LoginOptions.StaticChallenge;
import dev.culvert.session.SessionLogin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connection's login over all its attempts (openvpn-protocol 6.7): what the profile says, what a
 * person typed, the server's token, and what a refusal means for the next attempt. Of these the
 * answer to a challenge counts first, then the token, then the login. Runs on the control loop.
 */
final class Login implements SessionLogin {
  private static final Duration REFUSED_PAUSE = Duration.ofSeconds(10);
  private static final String BLANK = "[[BLANK]]";

  private final LoginOptions options;
  private final Runnable wanted;
  private @Nullable UserPass typed;
  private @Nullable AuthToken token;
  private @Nullable AuthChallenge challenge;
  private @Nullable UserPass answered;
  private String lastUser = "";
  private boolean refused;

  /**
   * Nothing is asked before it is needed.
   *
   * @param wanted a session needs a login and has none: {@link #question} is to be asked
   */
  Login(LoginOptions options, Runnable wanted) {
    this.options = options;
    this.wanted = wanted;
  }

  /** What a person must say before the next key can be asked for. */
  Optional<LoginQuestion> question() {
    AuthChallenge open = challenge;
    if (open != null && answered == null) {
      List<Field> fields =
          open.needsResponse()
              ? List.of(new Field(Part.RESPONSE, "Response", open.echo()))
              : List.of();
      return Optional.of(new LoginQuestion(Kind.CHALLENGE, open.text(), fields));
    }
    if (!options.wanted() || answered != null || token != null || typed != null) {
      return Optional.empty();
    }
    List<Field> fields = fields();
    return fields.isEmpty()
        ? Optional.empty()
        : Optional.of(new LoginQuestion(Kind.LOGIN, "", fields));
  }

  private List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    if (options.user().isEmpty() || refused) {
      fields.add(new Field(Part.USER, "User name", true));
    }
    if (!options.usernameOnly() && (options.password().isEmpty() || refused)) {
      fields.add(new Field(Part.PASSWORD, "Password", false));
    }
    options
        .challenge()
        .ifPresent(asked -> fields.add(new Field(Part.RESPONSE, asked.text(), asked.echo())));
    return fields;
  }

  /** Takes the answers to {@code asked} and wipes them. */
  void answer(LoginQuestion asked, List<Secret> answers) {
    String user = options.user().orElse("");
    Secret password = options.password().orElse(secret(options.usernameOnly() ? BLANK : ""));
    Secret response = secret("");
    for (int i = 0; i < asked.fields().size(); i++) {
      Secret value = answers.get(i);
      switch (asked.fields().get(i).part()) {
        case USER -> user = text(value);
        case PASSWORD -> password = value;
        case RESPONSE -> response = value;
      }
    }
    AuthChallenge open = challenge;
    if (asked.kind() == Kind.CHALLENGE && open != null) {
      String words = "CRV1::" + open.state() + "::";
      answered = new UserPass(open.user(), joined(words, response));
    } else {
      typed = new UserPass(user, combined(password, response));
    }
    answers.forEach(Secret::destroy);
  }

  private Secret combined(Secret password, Secret response) {
    Optional<StaticChallenge> asked = options.challenge();
    if (asked.isEmpty()) {
      return Secret.copyOf(password.toArray());
    }
    return asked.get().concatenated()
        ? joined("", password, response)
        : joined("SCRV1:", base64(password), secret(":"), base64(response));
  }

  @Override
  public Optional<UserPass> current() {
    if (!options.wanted() && token == null && challenge == null) {
      return Optional.of(UserPass.none());
    }
    if (question().isPresent()) {
      wanted.run();
      return Optional.empty();
    }
    UserPass now = inUse();
    lastUser = now.username();
    UserPass copy = new UserPass(now.username(), Secret.copyOf(now.password().toArray()));
    if (answered != null) {
      // It is good once.
      wipe(answered);
      answered = null;
      challenge = null;
    }
    if (options.forget()) {
      forgetTyped();
    }
    return Optional.of(copy);
  }

  private UserPass inUse() {
    if (answered != null) {
      return answered;
    }
    AuthToken given = token;
    if (given != null) {
      return new UserPass(given.user().orElse(""), given.token());
    }
    UserPass known = typed;
    if (known != null) {
      return known;
    }
    return new UserPass(
        options.user().orElse(""),
        options.password().orElseGet(() -> secret(options.usernameOnly() ? BLANK : "")));
  }

  @Override
  public void onToken(AuthToken given) {
    String user = given.user().orElseGet(this::userName);
    if (token != null) {
      token.token().destroy();
    }
    token = new AuthToken(Optional.of(user), given.token());
  }

  /** The user that the last key was asked for with. */
  private String userName() {
    if (token != null) {
      return token.user().orElse("");
    }
    return lastUser.isEmpty() ? options.user().orElse("") : lastUser;
  }

  /** What a lost attempt means for the next one. */
  Next after(DisconnectCause cause) {
    return switch (cause) {
      case AuthChallenge asked -> {
        dropToken();
        challenge = asked;
        answered = null;
        yield new Next(Retry.AT_ONCE, Duration.ZERO, Advance.NO);
      }
      case AuthRefusedForNow(String _, Duration backoff, Advance advance) ->
          new Next(Retry.NEXT_REMOTE, backoff, advance);
      case AuthFailed _, AuthSessionExpired _ -> afterRefusal();
      default -> new Next(cause.retry(), Duration.ZERO, Advance.ADDRESS);
    };
  }

  private Next afterRefusal() {
    challenge = null;
    if (token != null) {
      dropToken();
      return new Next(Retry.NEXT_REMOTE, Duration.ZERO, Advance.NO);
    }
    return switch (options.retry()) {
      case NONE -> new Next(Retry.NEVER, Duration.ZERO, Advance.NO);
      case NOINTERACT -> new Next(Retry.NEXT_REMOTE, REFUSED_PAUSE, Advance.NO);
      case INTERACT -> {
        forgetTyped();
        refused = true;
        yield new Next(Retry.NEXT_REMOTE, Duration.ZERO, Advance.NO);
      }
    };
  }

  /**
   * The next attempt.
   *
   * @param pause at least that long
   */
  record Next(Retry retry, Duration pause, Advance advance) {}

  /** Wipes all but what the profile itself holds. */
  void close() {
    forgetTyped();
    dropToken();
    if (answered != null) {
      wipe(answered);
      answered = null;
    }
  }

  private void dropToken() {
    if (token != null) {
      token.token().destroy();
      token = null;
    }
  }

  private void forgetTyped() {
    if (typed != null) {
      wipe(typed);
      typed = null;
    }
  }

  private static void wipe(UserPass login) {
    login.password().destroy();
  }

  private static Secret secret(String text) {
    return Secret.copyOf(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Secret secret) {
    return new String(secret.toArray(), StandardCharsets.UTF_8);
  }

  private static Secret base64(Secret secret) {
    byte[] plain = secret.toArray();
    byte[] text = Base64.getEncoder().encode(plain);
    Secret encoded = Secret.copyOf(text);
    Arrays.fill(plain, (byte) 0);
    Arrays.fill(text, (byte) 0);
    return encoded;
  }

  private static Secret joined(String start, Secret... parts) {
    byte[] first = start.getBytes(StandardCharsets.UTF_8);
    int length = first.length;
    for (Secret part : parts) {
      length += part.length();
    }
    byte[] all = Arrays.copyOf(first, length);
    int at = first.length;
    for (Secret part : parts) {
      byte[] bytes = part.toArray();
      System.arraycopy(bytes, 0, all, at, bytes.length);
      at += bytes.length;
      Arrays.fill(bytes, (byte) 0);
    }
    Secret whole = Secret.copyOf(all);
    Arrays.fill(all, (byte) 0);
    return whole;
  }

  @Override
  public String toString() {
    return "login";
  }
}
